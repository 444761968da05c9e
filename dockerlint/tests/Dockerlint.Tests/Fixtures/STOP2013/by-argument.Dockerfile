FROM debian:12
ARG SIGNAL=SIGKILL
# expect: STOP2013 error 12-19 "SIGKILL as stop signal cannot be caught: every"
STOPSIGNAL $SIGNAL
CMD ["gunicorn", "app:app"]
