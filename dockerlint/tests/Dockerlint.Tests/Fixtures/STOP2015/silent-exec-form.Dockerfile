FROM debian:12
ENTRYPOINT ["gunicorn"]
CMD ["app:app"]
