FROM python:3.12
# expect: STOP2014 warning 12-18 "drains on SIGTERM"
STOPSIGNAL SIGINT
CMD ["gunicorn", "app:app"]
