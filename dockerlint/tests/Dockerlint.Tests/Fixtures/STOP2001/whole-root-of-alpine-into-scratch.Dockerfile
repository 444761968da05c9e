FROM alpine:3.20 AS build
RUN apk add --no-cache nodejs

FROM scratch
COPY --from=build . .
# expect: STOP2001 info
CMD node /app/server.js
