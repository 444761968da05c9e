FROM python:3.12
WORKDIR /app
# expect: STOP2022 info 6-13 "uwsgi stops at once on SIGTERM and drops"
CMD ["uwsgi", "--http", ":9090", "--master", "--die-on-term", "--module", "app"]
