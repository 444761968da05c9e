FROM debian:12
# expect: STOP2001 error 1-33 "so gunicorn"
CMD env PORT=80 gunicorn app:app
