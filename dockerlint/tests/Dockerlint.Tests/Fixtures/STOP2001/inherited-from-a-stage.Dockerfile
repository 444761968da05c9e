FROM debian:12 AS base
# expect: STOP2001 error
CMD myserver
FROM base
COPY . /app
