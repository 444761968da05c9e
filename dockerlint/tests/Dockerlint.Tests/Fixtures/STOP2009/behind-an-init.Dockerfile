FROM debian:12
# expect: STOP2009 warning
ENTRYPOINT ["tini", "--", "su", "www", "-c", "exec gunicorn app:app"]
