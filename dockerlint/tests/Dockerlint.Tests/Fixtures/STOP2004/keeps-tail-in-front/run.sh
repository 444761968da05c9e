#!/bin/bash
redis-server &
# expect: STOP2004 error 1-27 "run.sh keeps tail in front while redis-server runs in the background, without a trap, so SIGTERM never reaches redis-server"
tail -f /var/log/redis.log
