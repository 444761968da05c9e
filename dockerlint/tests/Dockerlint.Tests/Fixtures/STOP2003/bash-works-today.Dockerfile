FROM debian:12
# expect: STOP2003 info 32-48 "works today"
CMD ["bash", "-c", "cd /app && gunicorn app:app"]
