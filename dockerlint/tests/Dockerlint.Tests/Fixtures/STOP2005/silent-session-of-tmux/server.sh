#!/usr/bin/env bash
shutdown() {
  tmux send-keys "exit" Enter
  session=$(pgrep tmux)
  while [ -e "/proc/$session" ]; do
    sleep .5
  done
}
trap shutdown TERM INT
mkfifo /tmp/pipe
tmux new-session -d "/opt/server/GameServer | tee /tmp/pipe"
tmux send-keys "help" Enter
cat /tmp/pipe &
wait ${!}
