FROM debian:12
ENTRYPOINT exec gunicorn
# expect: STOP2015 warning 1-12 "CMD is ignored: ENTRYPOINT is in shell form,"
CMD app:app
