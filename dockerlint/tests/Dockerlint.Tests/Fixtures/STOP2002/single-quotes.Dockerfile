FROM node:22
# expect: STOP2002 error 1-26 "is not a JSON array"
CMD ['node', 'server.js']
