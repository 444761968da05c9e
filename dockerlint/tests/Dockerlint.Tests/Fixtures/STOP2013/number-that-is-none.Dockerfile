FROM debian:12
# expect: STOP2013 error 12-15 "no signal 999"
STOPSIGNAL 999
CMD ["gunicorn", "app:app"]
