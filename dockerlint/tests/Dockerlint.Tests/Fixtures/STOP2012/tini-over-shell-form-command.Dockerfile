FROM python:3.12
# expect: STOP2012 warning 13-28 "tini over sh, which does not exec: sh"
ENTRYPOINT ["/usr/bin/tini", "--"]
CMD gunicorn app:app
