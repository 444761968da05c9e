FROM node:22
# expect: STOP2007 warning
CMD ["npx", "nodemon", "server.js"]
