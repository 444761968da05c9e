#!/bin/sh
set -e
./auth migrate
if [ -n "$ADMIN" ]; then
    set +e
    ./auth admin createuser "$ADMIN"
    status=$?
    if [ $status -ne 0 ]; then
        exit $status
    fi
fi
set -e
# expect: STOP2004 warning 1-7 "start.sh runs auth without exec, so SIGTERM reaches"
./auth
