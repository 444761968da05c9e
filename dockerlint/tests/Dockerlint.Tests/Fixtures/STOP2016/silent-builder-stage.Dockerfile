FROM scratch AS files
CMD make
FROM debian:12
CMD ["gunicorn", "app:app"]
