FROM debian:12
# expect: STOP2010 warning 5-10 "nginx runs beside gunicorn: gunicorn becomes PID 1"
CMD nginx && exec gunicorn app:app
