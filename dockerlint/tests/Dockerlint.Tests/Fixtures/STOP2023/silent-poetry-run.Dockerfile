FROM python:3.12
CMD ["poetry", "run", "gunicorn", "app:app"]
