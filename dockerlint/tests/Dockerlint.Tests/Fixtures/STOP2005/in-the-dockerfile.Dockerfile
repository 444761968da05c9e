FROM debian:12
# expect: STOP2005 warning 21-39 "the trap leaves without telling gunicorn, which the"
CMD ["bash", "-c", "trap 'exit 0' TERM; gunicorn app:app & wait"]
