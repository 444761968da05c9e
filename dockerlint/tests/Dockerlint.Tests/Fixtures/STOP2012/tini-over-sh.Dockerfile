FROM debian:12
# expect: STOP2012 warning 13-19 "before its handler runs"
ENTRYPOINT ["tini", "--", "sh", "-c", "gunicorn app:app"]
