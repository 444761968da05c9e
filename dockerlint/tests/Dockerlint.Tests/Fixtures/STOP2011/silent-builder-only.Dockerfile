FROM debian:12 AS build
RUN apt-get install -y tini
FROM debian:12
CMD ["gunicorn", "app:app"]
