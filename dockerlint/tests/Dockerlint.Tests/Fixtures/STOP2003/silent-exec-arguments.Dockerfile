FROM debian:12
ENTRYPOINT ["sh", "-c", "exec gunicorn \"$@\"", "--"]
CMD ["app:app"]
