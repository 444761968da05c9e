FROM node:22
WORKDIR /app
COPY . .
# expect: STOP2006 warning 6-11 "before a handler of its own has run; start the program itself"
CMD ["npx", "prisma", "studio"]
