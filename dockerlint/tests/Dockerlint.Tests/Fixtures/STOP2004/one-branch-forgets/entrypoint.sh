#!/bin/sh
if [ "$1" = "gunicorn" ]; then
  # expect: STOP2004 error
  "$@"
else
  exec "$@"
fi
