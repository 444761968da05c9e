FROM node:22
# expect: STOP2007 warning
CMD ["nodemon", "server.js"]
