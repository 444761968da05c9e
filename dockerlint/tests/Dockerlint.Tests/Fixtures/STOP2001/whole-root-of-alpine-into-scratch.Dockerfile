FROM alpine:3.20 AS build
RUN apk add --no-cache nodejs

FROM scratch
COPY --from=build . .
# expect: STOP2001 info 1-24 "CMD in shell form works today only because"
CMD node /app/server.js
