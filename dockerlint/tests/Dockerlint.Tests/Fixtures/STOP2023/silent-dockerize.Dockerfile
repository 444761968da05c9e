FROM python:3.12
CMD ["dockerize", "-wait", "tcp://db:5432", "-timeout", "60s", "gunicorn", "app:app"]
