#!/bin/sh
if [ -z "$TOKEN" ]; then
  echo "TOKEN is missing" >&2
  exit 1
fi
exec gunicorn app:app
