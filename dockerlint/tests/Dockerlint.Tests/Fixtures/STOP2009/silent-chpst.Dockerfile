FROM debian:12
CMD ["chpst", "-u", "www", "gunicorn", "app:app"]
