#!/bin/bash
stop() {
    kill "$pid"
    rm -f /tmp/ready
    exit 0
}
# expect: STOP2005 warning 1-15 "the trap passes the signal on and leaves"
trap stop TERM
generate-certificates --watch &
pid=$!
while [[ -e /proc/$pid ]]; do
    wait "$pid"
done
stop
