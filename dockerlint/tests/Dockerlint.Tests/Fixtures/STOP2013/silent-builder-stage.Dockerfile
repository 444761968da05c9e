FROM debian:12 AS build
STOPSIGNAL SIGKILL
FROM debian:12
CMD ["gunicorn", "app:app"]
