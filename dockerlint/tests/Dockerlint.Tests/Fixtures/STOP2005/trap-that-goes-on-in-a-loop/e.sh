#!/bin/bash
# expect: STOP2005 warning 1-26 "the trap runs and nothing ends: e.sh goes"
trap "echo stopping" TERM
while true; do
  date
  sleep 1
done
