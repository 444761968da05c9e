FROM debian:12
ENTRYPOINT exec gunicorn
# expect: STOP2015 warning 1-16 "CMD is ignored"
CMD ["app:app"]
