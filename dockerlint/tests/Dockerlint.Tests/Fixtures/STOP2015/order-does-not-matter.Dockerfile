FROM debian:12
# expect: STOP2015 warning
CMD ["app:app"]
ENTRYPOINT exec gunicorn
