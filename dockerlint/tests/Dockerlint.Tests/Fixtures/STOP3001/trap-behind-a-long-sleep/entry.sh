#!/bin/sh
INTERVAL=30
stop() { kill -TERM "$child"; wait "$child"; exit 0; }
trap stop TERM
redis-server &
child=$!
# A shell runs its trap when the command in front has ended: two of three stops are killed.
while kill -0 "$child"; do
  # expect: STOP3001 warning 3-20 "10 s of grace left, and the application"
  sleep "$INTERVAL"
done
