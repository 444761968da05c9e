#!/bin/sh
# expect: STOP2004 warning 1-5 "entrypoint.sh is PID 1 and loops for ever"
while true; do
  /usr/local/bin/backup
  sleep 3600
done
