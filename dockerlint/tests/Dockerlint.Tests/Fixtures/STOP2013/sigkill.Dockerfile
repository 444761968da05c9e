FROM debian:12
# expect: STOP2013 error 12-19 "SIGKILL as stop signal cannot be caught: every"
STOPSIGNAL SIGKILL
CMD ["gunicorn", "app:app"]
