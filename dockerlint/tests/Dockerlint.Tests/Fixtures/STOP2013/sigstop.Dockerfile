FROM debian:12
# expect: STOP2013 error 12-19 "SIGSTOP as stop signal cannot be caught: a"
STOPSIGNAL SIGSTOP
CMD ["gunicorn", "app:app"]
