FROM debian:12
USER www
CMD ["gunicorn", "app:app"]
