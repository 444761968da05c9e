FROM nginx:1.27
# expect: STOP2014 warning 6-12 "inherited from nginx:1.27"
CMD ["node", "server.js"]
