FROM debian:12
# expect: STOP2015 warning 1-16 "CMD is ignored: ENTRYPOINT is in shell form,"
CMD ["app:app"]
ENTRYPOINT exec gunicorn
