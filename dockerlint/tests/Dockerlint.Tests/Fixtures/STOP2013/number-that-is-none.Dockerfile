FROM debian:12
# expect: STOP2013 error "no signal 999"
STOPSIGNAL 999
CMD ["gunicorn", "app:app"]
