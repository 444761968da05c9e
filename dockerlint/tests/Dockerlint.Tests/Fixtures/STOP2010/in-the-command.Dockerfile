FROM debian:12
# expect: STOP2010 warning
CMD nginx && exec gunicorn app:app
