FROM python:3.12
COPY wait-for-it.sh /
CMD ["wait-for-it.sh", "db:5432", "--", "gunicorn", "app:app"]
