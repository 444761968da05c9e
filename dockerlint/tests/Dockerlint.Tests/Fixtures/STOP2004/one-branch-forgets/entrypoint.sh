#!/bin/sh
if [ "$1" = "gunicorn" ]; then
  # expect: STOP2004 error 3-7 "entrypoint.sh runs its arguments ("$@") without exec, so"
  "$@"
else
  exec "$@"
fi
