FROM debian:12
# expect: STOP2001 error 1-21 "CMD in shell form: sh stays PID 1"
CMD gunicorn app:app
