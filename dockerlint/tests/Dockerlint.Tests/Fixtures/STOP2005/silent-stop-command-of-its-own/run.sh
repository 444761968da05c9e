#!/bin/bash
stop() {
  /opt/app/bin/server.sh stop
  exit 0
}
trap stop TERM
/opt/app/bin/server.sh start
tail -f /opt/app/logs/server.log &
wait
