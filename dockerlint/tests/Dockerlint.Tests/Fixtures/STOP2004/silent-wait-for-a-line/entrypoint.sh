#!/bin/bash
trap stop TERM INT QUIT HUP ERR
stopped=0
start() {
    resolver --foreground &
    pid=$!
    if ! timeout 30 tail -F -- "$log" | grep -q started; then
        echo "it did not start in 30 seconds"
        exit 1
    fi
    tail -F -- "$log" &
    wait $pid
    code=$?
    if [ $stopped -eq 0 ]; then
        stop $code
    fi
}
stop() {
    local code=$1
    if [ -z "$code" ]; then
        stopped=1
        kill -TERM $pid
        wait $pid
        code=$?
    fi
    exit "$code"
}
start
