#!/bin/sh
if [ "$(id -u)" = '0' ]; then
  chown -R app /data
  exec su-exec app "$0" "$@"
fi
exec "$@"
