FROM alpine:3.20
# expect: STOP2003 error 18-38 "sh -c runs gunicorn without exec: sh stays"
CMD ["sh", "-c", "gunicorn app:app\n"]
