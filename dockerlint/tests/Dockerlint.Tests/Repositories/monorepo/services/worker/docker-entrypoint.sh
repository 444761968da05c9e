#!/bin/sh
set -e

# The broker may come up after us.
host="${BROKER_URL#redis://}"
host="${host%%/*}"
until python -c "import socket; socket.create_connection(('$host', 6379), 1)" 2>/dev/null; do
  echo "waiting for $host"
  sleep 1
done

if [ "$MIGRATE" = "yes" ]; then
  python -m notifications.migrate
fi

"$@"
