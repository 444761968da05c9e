FROM node:22 AS build
CMD ["npm", "start"]
FROM node:22
CMD ["node", "dist/server.js"]
