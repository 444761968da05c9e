FROM ubuntu:24.04
# expect: STOP2003 error 41-57 "sh -c runs gunicorn without exec: sh stays"
ENTRYPOINT ["/bin/sh", "-ec", "cd /app; gunicorn app:app"]
