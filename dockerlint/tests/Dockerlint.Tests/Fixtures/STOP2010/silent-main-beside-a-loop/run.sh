#!/bin/bash
# expect: STOP2019 info 1-12 "supervisord stops each program as its configuration says,"
supervisord -n &
while true; do
  # expect: STOP2004 error 3-13 "run.sh keeps sleep in front while supervisord runs in the background, without a trap, so"
  sleep 1000
done
