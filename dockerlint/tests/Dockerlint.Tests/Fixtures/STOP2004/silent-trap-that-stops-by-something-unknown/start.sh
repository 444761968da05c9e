#!/bin/bash
helpers=()
if [ -n "$LOG" ]; then
  # expect: STOP2010 info 3-10 "log.sh runs beside "${SERVER[@]}": start.sh does not pass"
  /log.sh &
  helpers+=($!)
fi
"${SERVER[@]}"
wait "${helpers[@]}"
