FROM debian:12
# expect: STOP2013 error 12-13 "SIGKILL as stop signal cannot be caught: every"
STOPSIGNAL 9
CMD ["gunicorn", "app:app"]
