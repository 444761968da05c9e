FROM debian:12
ENTRYPOINT ["tini", "--", "gunicorn", "app:app"]
