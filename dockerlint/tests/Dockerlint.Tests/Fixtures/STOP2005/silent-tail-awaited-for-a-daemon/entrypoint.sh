#!/bin/bash
bash /etc/init/0-configure
bash /etc/init/1-start-agent
tail -F /var/log/agent.log &
tail_pid=$!
stop() {
    /opt/agent/control stop
    kill "$tail_pid"
}
trap stop TERM INT
wait "$tail_pid"
