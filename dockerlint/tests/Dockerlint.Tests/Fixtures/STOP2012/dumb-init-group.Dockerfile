FROM debian:12
# expect: STOP2012 warning "signals the whole group"
ENTRYPOINT ["dumb-init", "sh", "-c", "gunicorn app:app"]
