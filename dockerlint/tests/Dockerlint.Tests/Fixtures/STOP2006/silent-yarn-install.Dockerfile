FROM node:22
CMD ["yarn", "install"]
