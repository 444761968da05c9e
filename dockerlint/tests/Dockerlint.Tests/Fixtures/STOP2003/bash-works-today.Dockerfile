FROM debian:12
# expect: STOP2003 info "works today"
CMD ["bash", "-c", "cd /app && gunicorn app:app"]
