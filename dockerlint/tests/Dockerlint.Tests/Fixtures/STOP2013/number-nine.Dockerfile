FROM debian:12
# expect: STOP2013 error
STOPSIGNAL 9
CMD ["gunicorn", "app:app"]
