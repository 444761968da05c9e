FROM node:22
# expect: STOP2006 warning "http-server"
CMD ["npx", "http-server", "-p", "8080"]
