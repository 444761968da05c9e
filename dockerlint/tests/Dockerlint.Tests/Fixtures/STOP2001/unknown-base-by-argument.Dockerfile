ARG BASE
FROM ${BASE}
# expect: STOP2001 info 1-21 "CMD in shell form: sh stays PID 1"
CMD gunicorn app:app
