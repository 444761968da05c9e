FROM debian:12
RUN apt-get update && apt-get install -y tini
# expect: STOP2001 error
ENTRYPOINT tini -- gunicorn app:app
