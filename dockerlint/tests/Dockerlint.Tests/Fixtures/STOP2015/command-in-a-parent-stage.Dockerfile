FROM debian:12 AS base
ENTRYPOINT exec gunicorn
FROM base
# expect: STOP2015 warning
CMD ["app:app"]
