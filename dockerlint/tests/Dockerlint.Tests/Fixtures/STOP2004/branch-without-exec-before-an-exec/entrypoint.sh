#!/bin/sh
if [ "$ROLE" = web ]; then
  # expect: STOP2004 warning 3-19 "entrypoint.sh runs gunicorn without exec, so SIGTERM reaches"
  gunicorn app:app
fi
exec "$@"
