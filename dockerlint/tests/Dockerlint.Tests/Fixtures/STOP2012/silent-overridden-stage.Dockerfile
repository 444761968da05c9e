FROM debian:12 AS base
ENTRYPOINT ["tini", "--", "sh", "-c", "gunicorn app:app"]
FROM base
ENTRYPOINT ["gunicorn", "app:app"]
