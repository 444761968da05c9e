FROM node:22
WORKDIR /app
RUN git clone https://example.com/app .
# expect: STOP2006 warning
CMD ["npm", "start"]
