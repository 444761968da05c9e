FROM debian:12
# expect: STOP2001 error
CMD gunicorn app:app
SHELL ["/bin/bash", "-c"]
