FROM python:3.12
# expect: STOP2012 warning
ENTRYPOINT ["/usr/bin/tini", "--"]
CMD gunicorn app:app
