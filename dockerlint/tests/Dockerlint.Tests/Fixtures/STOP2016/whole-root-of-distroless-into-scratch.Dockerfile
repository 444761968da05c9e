FROM gcr.io/distroless/nodejs22-debian12 AS run
COPY server.js /app/

FROM scratch
COPY --from=run / /
# expect: STOP2016 error 5-24 "sh is needed here and the image has"
CMD node /app/server.js
