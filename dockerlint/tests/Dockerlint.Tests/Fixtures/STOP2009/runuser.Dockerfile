FROM debian:12
# expect: STOP2009 warning 13-22 "runuser starts gunicorn as a child: runuser passes"
ENTRYPOINT ["runuser", "-u", "www", "--", "gunicorn", "app:app"]
