FROM node:22
WORKDIR /app
RUN git clone https://example.com/app .
# expect: STOP2006 warning 6-11 "npm is the main process: npm passes SIGTERM"
CMD ["npm", "start"]
