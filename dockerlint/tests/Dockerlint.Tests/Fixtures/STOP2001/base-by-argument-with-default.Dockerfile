ARG BASE=python:3.12
FROM ${BASE}
# expect: STOP2001 error
CMD gunicorn app:app
