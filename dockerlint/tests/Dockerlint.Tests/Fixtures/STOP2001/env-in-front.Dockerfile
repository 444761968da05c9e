FROM debian:12
# expect: STOP2001 error "so gunicorn"
CMD env PORT=80 gunicorn app:app
