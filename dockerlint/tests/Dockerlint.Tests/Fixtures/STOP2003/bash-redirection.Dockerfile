FROM debian:12
# expect: STOP2003 error
CMD ["/bin/bash", "-c", "gunicorn app:app >> /var/log/app.log 2>&1"]
