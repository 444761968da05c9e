FROM registry.example.com/base
# expect: STOP2003 warning 26-42 "sh -c runs gunicorn without exec: sh stays"
CMD ["sh", "-c", "cd /x; gunicorn app:app"]
