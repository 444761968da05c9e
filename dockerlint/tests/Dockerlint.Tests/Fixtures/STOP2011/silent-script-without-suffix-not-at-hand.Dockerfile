FROM debian:12
RUN apt-get install -y tini
ENTRYPOINT ["/docker-entrypoint"]
CMD ["gunicorn", "app:app"]
