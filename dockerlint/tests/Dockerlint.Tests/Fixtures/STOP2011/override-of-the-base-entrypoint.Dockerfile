FROM debian:12 AS base
# expect: STOP2011 info
RUN apt-get update && apt-get install -y tini
ENTRYPOINT ["tini", "--"]
FROM base
ENTRYPOINT ["gunicorn", "app:app"]
