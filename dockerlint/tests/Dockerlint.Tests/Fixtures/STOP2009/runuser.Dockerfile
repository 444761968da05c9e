FROM debian:12
# expect: STOP2009 warning
ENTRYPOINT ["runuser", "-u", "www", "--", "gunicorn", "app:app"]
