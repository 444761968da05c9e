FROM debian:12
# expect: STOP2003 error 23-39 "bash -c runs gunicorn without exec: bash stays"
CMD ["bash", "-c", "{ gunicorn app:app; }"]
