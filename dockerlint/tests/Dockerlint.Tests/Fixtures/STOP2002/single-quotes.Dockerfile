FROM node:22
# expect: STOP2002 error "is not a JSON array"
CMD ['node', 'server.js']
