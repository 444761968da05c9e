FROM ubuntu:24.04
# expect: STOP2003 error
ENTRYPOINT ["/bin/sh", "-ec", "cd /app; gunicorn app:app"]
