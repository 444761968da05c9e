ARG BASE=python:3.12
FROM ${BASE}
# expect: STOP2001 error 1-21 "CMD in shell form: sh stays PID 1"
CMD gunicorn app:app
