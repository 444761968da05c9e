FROM debian:12 AS base
CMD ["app:app"]
FROM base
ENTRYPOINT exec gunicorn app:app
