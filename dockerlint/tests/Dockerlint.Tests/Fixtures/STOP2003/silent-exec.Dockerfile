FROM debian:12
CMD ["sh", "-c", "exec gunicorn app:app --bind :$PORT"]
