FROM node:22
CMD ["pm2-runtime", "server.js"]
