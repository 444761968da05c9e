FROM debian:12
STOPSIGNAL SIGTERM
CMD ["gunicorn", "app:app"]
