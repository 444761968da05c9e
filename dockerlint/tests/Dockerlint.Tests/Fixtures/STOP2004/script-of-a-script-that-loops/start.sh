#!/bin/sh
echo starting
# expect: STOP2004 warning 1-9 "start.sh runs loop.sh without exec, so SIGTERM reaches"
/loop.sh
