FROM debian:12
ENTRYPOINT ["tini", "--", "sh", "-c", "exec gunicorn app:app"]
