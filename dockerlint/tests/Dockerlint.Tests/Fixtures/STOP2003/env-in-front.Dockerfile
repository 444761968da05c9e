FROM debian:12
# expect: STOP2003 error
ENTRYPOINT ["/usr/bin/env", "sh", "-c", "gunicorn app:app"]
