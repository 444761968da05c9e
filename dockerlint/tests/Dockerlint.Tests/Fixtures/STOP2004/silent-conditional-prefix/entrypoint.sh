#!/bin/sh
set -e
if [ "${1#-}" != "$1" ]; then
  set -- gunicorn "$@"
fi
if [ "$1" = gunicorn ] && [ -n "$MIGRATE" ]; then
  python manage.py migrate
fi
exec "$@"
