FROM debian:12
ENTRYPOINT cd /app && export PORT=80 && exec gunicorn app:app
