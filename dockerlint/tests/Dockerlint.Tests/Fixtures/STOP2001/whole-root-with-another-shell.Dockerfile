FROM debian:12 AS build
RUN ln -sf /bin/bash /bin/sh

FROM scratch
COPY --from=build / /
# expect: STOP2001 info
CMD node /app/server.js
