FROM debian:12
ARG SIGNAL=SIGKILL
# expect: STOP2013 error
STOPSIGNAL $SIGNAL
CMD ["gunicorn", "app:app"]
