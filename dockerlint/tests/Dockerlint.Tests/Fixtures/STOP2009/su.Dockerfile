FROM debian:12
# expect: STOP2009 warning 6-10 "2 s later"
CMD ["su", "www", "-c", "exec gunicorn app:app"]
