FROM debian:12
STOPSIGNAL 15
CMD ["gunicorn", "app:app"]
