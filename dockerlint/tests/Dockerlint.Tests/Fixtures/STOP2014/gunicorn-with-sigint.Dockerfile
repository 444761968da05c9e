FROM python:3.12
# expect: STOP2014 warning "drains on SIGTERM"
STOPSIGNAL SIGINT
CMD ["gunicorn", "app:app"]
