FROM debian:12 AS base
# expect: STOP2013 error 12-19 "SIGKILL as stop signal cannot be caught: every"
STOPSIGNAL SIGKILL
FROM base
CMD ["gunicorn", "app:app"]
