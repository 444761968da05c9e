# The entrypoint of the image is configuration, and stays behind.
FROM scratch AS squashed
COPY --from=node:22 / /

FROM squashed
WORKDIR /app
COPY server.js .
# expect: STOP2001 error 1-19 "CMD in shell form: sh stays PID 1"
CMD node server.js
