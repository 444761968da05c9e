FROM python:3.12
WORKDIR /app
# expect: STOP2014 warning 6-13 "SIGTERM (default) does not end uwsgi"
CMD ["uwsgi", "--http", ":9090", "--master", "--module", "app"]
