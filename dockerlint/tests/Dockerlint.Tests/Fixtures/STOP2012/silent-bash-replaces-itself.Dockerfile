FROM debian:12
ENTRYPOINT ["tini", "--", "bash", "-c", "gunicorn app:app"]
