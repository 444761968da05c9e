#!/bin/sh
while true; do
  # expect: STOP2004 warning 3-24 "in a loop"
  /usr/local/bin/backup
  sleep 3600
done
