FROM debian:12 AS build
ENTRYPOINT exec make
CMD ["all"]
FROM debian:12
CMD ["gunicorn", "app:app"]
