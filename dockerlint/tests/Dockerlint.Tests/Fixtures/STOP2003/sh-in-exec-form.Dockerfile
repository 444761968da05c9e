FROM debian:12
# expect: STOP2003 error 19-49 "write exec in front of it"
CMD ["sh", "-c", "gunicorn app:app --bind :$PORT"]
