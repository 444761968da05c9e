FROM debian:12
# expect: STOP2013 error
STOPSIGNAL SIGKILL
CMD ["gunicorn", "app:app"]
