FROM debian:12
# expect: STOP2003 error
CMD ["bash", "-c", "{ gunicorn app:app; }"]
