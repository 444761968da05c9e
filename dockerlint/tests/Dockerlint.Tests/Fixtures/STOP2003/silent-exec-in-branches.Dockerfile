FROM debian:12
CMD ["sh", "-c", "if [ -n \"$DEBUG\" ]; then exec python -m debugpy app; else exec gunicorn app:app; fi"]
