#!/bin/sh
INTERVAL=5
stop() { kill -TERM "$child"; wait "$child"; exit 0; }
trap stop TERM
redis-server &
child=$!
while kill -0 "$child"; do
  sleep "$INTERVAL"
done
