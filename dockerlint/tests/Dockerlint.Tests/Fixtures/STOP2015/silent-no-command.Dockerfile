FROM debian:12
ENTRYPOINT exec gunicorn app:app
