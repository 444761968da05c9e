FROM debian:12
RUN redis-server & sleep 1 && redis-cli set a b
CMD ["gunicorn", "app:app"]
