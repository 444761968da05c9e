FROM rockylinux:9 AS base
SHELL ["/usr/bin/dash", "-c"]
FROM base
# expect: STOP2001 error 1-21 "dash stays PID 1"
CMD gunicorn app:app
