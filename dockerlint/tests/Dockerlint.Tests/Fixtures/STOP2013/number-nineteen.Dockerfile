FROM debian:12
# expect: STOP2013 error 12-14 "SIGSTOP as stop signal cannot be caught: a"
STOPSIGNAL 19
CMD ["gunicorn", "app:app"]
