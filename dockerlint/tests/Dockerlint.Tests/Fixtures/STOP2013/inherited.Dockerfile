FROM debian:12 AS base
# expect: STOP2013 error
STOPSIGNAL SIGKILL
FROM base
CMD ["gunicorn", "app:app"]
