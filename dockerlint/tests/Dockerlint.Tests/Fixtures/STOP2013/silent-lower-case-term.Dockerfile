FROM debian:12
STOPSIGNAL term
CMD ["gunicorn", "app:app"]
