FROM debian:12
# expect: STOP2009 warning 27-31 "su starts gunicorn as a child: su passes"
ENTRYPOINT ["tini", "--", "su", "www", "-c", "exec gunicorn app:app"]
