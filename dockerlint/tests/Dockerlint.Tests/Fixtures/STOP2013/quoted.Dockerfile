FROM debian:12
# expect: STOP2013 error 12-21 "SIGKILL as stop signal cannot be caught: every"
STOPSIGNAL "SIGKILL"
CMD ["gunicorn", "app:app"]
