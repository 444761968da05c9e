FROM debian:12
# expect@+1: STOP2022 warning 54-58 "bash and its children ignore the signal: the"
CMD ["bash", "-c", "trap '' TERM; gunicorn app:app & wait"]
