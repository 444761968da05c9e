FROM alpine:3.20
# expect: STOP2003 info 24-40 "sh -c works today only because busybox ash"
CMD ["/bin/sh", "-c", "gunicorn app:app"]
