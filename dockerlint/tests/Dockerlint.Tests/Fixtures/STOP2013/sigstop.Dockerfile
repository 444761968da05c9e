FROM debian:12
# expect: STOP2013 error
STOPSIGNAL SIGSTOP
CMD ["gunicorn", "app:app"]
