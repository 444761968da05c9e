FROM debian:12
# expect: STOP2005 warning
CMD ["bash", "-c", "trap 'exit 0' TERM; gunicorn app:app & wait"]
