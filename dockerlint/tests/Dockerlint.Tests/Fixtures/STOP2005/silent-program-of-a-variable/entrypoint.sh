#!/bin/bash
trap "exit" INT TERM
trap "kill 0" EXIT
if [ -n "$REDIS_SLAVEOF_IP" ]; then
  redis="redis-cli -h $REDIS_SLAVEOF_IP"
else
  redis="redis-cli -h redis"
fi
( while true; do $redis PING || echo down >/tmp/pipe; sleep 10; done ) &
while true; do
  read answer </tmp/pipe
  notify "$answer"
done
