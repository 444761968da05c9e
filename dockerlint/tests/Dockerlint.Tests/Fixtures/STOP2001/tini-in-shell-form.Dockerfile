FROM debian:12
RUN apt-get update && apt-get install -y tini
# expect: STOP2001 error 1-36 "ENTRYPOINT in shell form: sh stays PID 1"
ENTRYPOINT tini -- gunicorn app:app
