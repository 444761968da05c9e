#!/bin/sh
chown -R www /data
# expect: STOP2004 error 1-26 "entrypoint.sh runs gosu without exec, so SIGTERM reaches"
gosu www gunicorn app:app
