FROM debian:12 AS build
RUN ln -sf /bin/bash /bin/sh

FROM scratch
COPY --from=build / /
# expect: STOP2001 info 1-24 "CMD in shell form works today only because"
CMD node /app/server.js
