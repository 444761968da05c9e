FROM debian:12
# expect: STOP2013 error
STOPSIGNAL 19
CMD ["gunicorn", "app:app"]
