FROM node:22
COPY . /app
WORKDIR /app
# expect: STOP2001 error "so node never learns of the stop"
CMD node server.js
