FROM debian:12
# expect: STOP2012 warning 13-24 "signals the whole group"
ENTRYPOINT ["dumb-init", "sh", "-c", "gunicorn app:app"]
