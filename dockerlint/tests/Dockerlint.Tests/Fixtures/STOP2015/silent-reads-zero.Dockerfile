FROM debian:12
ENTRYPOINT exec gunicorn "$0" "$@"
CMD ["app:app"]
