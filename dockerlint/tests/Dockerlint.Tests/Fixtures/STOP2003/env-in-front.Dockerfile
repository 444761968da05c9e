FROM debian:12
# expect: STOP2003 error 42-58 "sh -c runs gunicorn without exec: sh stays"
ENTRYPOINT ["/usr/bin/env", "sh", "-c", "gunicorn app:app"]
