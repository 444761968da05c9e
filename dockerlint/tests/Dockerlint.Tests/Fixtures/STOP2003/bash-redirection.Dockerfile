FROM debian:12
# expect: STOP2003 error 26-67 "bash -c runs gunicorn without exec: bash stays"
CMD ["/bin/bash", "-c", "gunicorn app:app >> /var/log/app.log 2>&1"]
