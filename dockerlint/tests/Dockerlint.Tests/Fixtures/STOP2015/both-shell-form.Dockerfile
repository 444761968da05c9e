FROM debian:12
ENTRYPOINT exec gunicorn
# expect: STOP2015 warning
CMD app:app
