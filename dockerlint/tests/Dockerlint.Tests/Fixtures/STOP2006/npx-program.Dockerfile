FROM node:22
# expect: STOP2006 warning 6-11 "http-server"
CMD ["npx", "http-server", "-p", "8080"]
