#!/bin/sh
trap 'exit 0' TERM
while true; do
  /usr/local/bin/backup
  sleep 3600 & wait $!
done
