FROM debian:12
CMD ["gosu", "www", "gunicorn", "app:app"]
