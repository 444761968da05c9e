FROM debian:12
CMD ["gunicorn", "--graceful-timeout", "60", "app:app"]
