FROM debian:12 AS base
STOPSIGNAL SIGKILL
FROM base
STOPSIGNAL SIGTERM
CMD ["gunicorn", "app:app"]
