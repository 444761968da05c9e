FROM debian:12
# expect: STOP2013 error
STOPSIGNAL kill
CMD ["gunicorn", "app:app"]
