ARG BASE
FROM ${BASE}
# expect: STOP2001 warning
CMD gunicorn app:app
