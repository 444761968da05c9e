#!/bin/sh
while true; do
  curl -s http://x/ | jq . || true
  # expect: STOP2004 warning 13-20 "e.sh is PID 1 and loops for ever"
  sleep 5 & wait $!
done
