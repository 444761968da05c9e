FROM alpine:3.20
# expect: STOP2003 error
CMD ["sh", "-c", "gunicorn app:app\n"]
