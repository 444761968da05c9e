FROM debian:12 AS build
RUN apt-get update && apt-get install -y nodejs
COPY server.js /app/

FROM scratch
COPY --from=build / /
# expect: STOP2001 error 1-24 "CMD in shell form: sh stays PID 1"
CMD node /app/server.js
