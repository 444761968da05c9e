FROM python:3.12
WORKDIR /app
CMD ["uwsgi", "--http", ":9090", "--master", "--die-on-term", "--module", "app"]
