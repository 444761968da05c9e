FROM node:22
# expect: STOP2007 warning 6-11 "nodemon is the main process: it restarts the"
CMD ["npx", "nodemon", "server.js"]
