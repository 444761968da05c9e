FROM node:22
WORKDIR /app
# expect: STOP2014 warning 12-19 "SIGQUIT (STOPSIGNAL) does not stop pm2-runtime, and with"
STOPSIGNAL SIGQUIT
CMD ["pm2-runtime", "dist/server.js"]
