FROM debian:12 AS base
# expect: STOP2011 info 1-46 "tini is installed here, but the command (gunicorn"
RUN apt-get update && apt-get install -y tini
ENTRYPOINT ["tini", "--"]
FROM base
ENTRYPOINT ["gunicorn", "app:app"]
