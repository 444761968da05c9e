#!/bin/bash
"$HOME_OF_THE_GAME/Game" &
game=$!
# expect: STOP2005 warning 1-30 "the trap runs and nothing ends: the trap"
trap 'kill -INT "$game"' TERM
while :; do
  wait "$game"
  kill -0 "$game" 2>/dev/null || break
done
