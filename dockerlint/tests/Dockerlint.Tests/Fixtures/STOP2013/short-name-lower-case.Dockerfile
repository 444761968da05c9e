FROM debian:12
# expect: STOP2013 error 12-16 "SIGKILL as stop signal cannot be caught: every"
STOPSIGNAL kill
CMD ["gunicorn", "app:app"]
