FROM registry.example.com/base
# expect: STOP2003 info 19-35 "sh -c runs gunicorn without exec: sh stays"
CMD ["sh", "-c", "gunicorn app:app"]
