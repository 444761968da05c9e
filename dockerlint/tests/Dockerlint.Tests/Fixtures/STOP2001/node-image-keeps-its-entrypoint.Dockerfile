FROM node:22
COPY . /app
WORKDIR /app
# expect: STOP2001 error 1-19 "so node never learns of the stop"
CMD node server.js
