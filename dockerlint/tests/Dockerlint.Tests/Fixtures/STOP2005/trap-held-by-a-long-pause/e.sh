#!/bin/bash
# expect: STOP2005 warning 1-19 "the trap runs only after the loop's sleep"
trap "exit 0" TERM
while true; do
  /usr/local/bin/job
  sleep 1h
done
