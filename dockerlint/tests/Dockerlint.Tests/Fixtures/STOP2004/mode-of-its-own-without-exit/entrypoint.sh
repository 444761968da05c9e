#!/bin/sh
if [ "$MODE" = worker ]; then
  # expect: STOP2004 warning 3-19 "entrypoint.sh runs python without exec, so SIGTERM reaches"
  python worker.py
else
  exec "$@"
fi
