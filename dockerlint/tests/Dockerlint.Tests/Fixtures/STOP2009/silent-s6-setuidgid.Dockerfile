FROM alpine:3.20
CMD ["s6-setuidgid", "www", "gunicorn", "app:app"]
