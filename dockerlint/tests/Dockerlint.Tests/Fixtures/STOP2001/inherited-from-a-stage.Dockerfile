FROM debian:12 AS base
# expect: STOP2001 error 1-13 "CMD in shell form: sh stays PID 1"
CMD myserver
FROM base
COPY . /app
