#!/bin/bash
stop() {
  echo stopping
  kill -TERM "$child"
}
# expect: STOP2005 warning 1-18 "a second time"
trap stop SIGTERM
"$@" &
child=$!
wait "$child"
