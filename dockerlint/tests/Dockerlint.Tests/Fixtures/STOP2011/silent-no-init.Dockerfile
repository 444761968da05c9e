FROM debian:12
RUN apt-get install -y curl
CMD ["gunicorn", "app:app"]
