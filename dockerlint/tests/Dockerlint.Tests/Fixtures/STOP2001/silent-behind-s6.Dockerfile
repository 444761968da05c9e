FROM debian:12
ENTRYPOINT ["/init"]
CMD gunicorn app:app
