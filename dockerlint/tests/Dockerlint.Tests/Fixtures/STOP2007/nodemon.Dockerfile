FROM node:22
# expect: STOP2007 warning 6-15 "nodemon is the main process: it restarts the"
CMD ["nodemon", "server.js"]
