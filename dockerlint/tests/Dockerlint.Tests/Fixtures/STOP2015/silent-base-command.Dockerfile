FROM python:3.12
ENTRYPOINT exec gunicorn app:app
