FROM python:3.12-slim
# expect: STOP2001 error 1-39 "write exec in front of the last command"
ENTRYPOINT cd /app && gunicorn app:app
