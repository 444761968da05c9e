#!/bin/bash
stop_server() {
  shutdown_by_rest || kill -TERM "$(pidof server)"
  tail --pid="$app" -f 2>/dev/null
}
trap stop_server TERM
su app -c /start.sh &
app=$!
wait "$app"
