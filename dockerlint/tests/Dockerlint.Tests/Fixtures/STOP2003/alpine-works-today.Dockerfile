FROM alpine:3.20
# expect: STOP2003 info
CMD ["/bin/sh", "-c", "gunicorn app:app"]
