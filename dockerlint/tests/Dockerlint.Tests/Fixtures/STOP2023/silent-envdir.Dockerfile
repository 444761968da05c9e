FROM python:3.12
CMD ["envdir", "/env", "gunicorn", "app:app"]
