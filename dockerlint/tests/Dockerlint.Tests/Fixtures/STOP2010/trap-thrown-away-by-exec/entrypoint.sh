#!/bin/sh
# expect: STOP2010 warning 1-26 "exec replaces the shell, and the trap of line 5 with it, so nothing tells edge-gateway of the stop"
edge-gateway --port 10255 &
gateway=$!
trap "kill $gateway; wait $gateway; exit 0" TERM INT
exec gunicorn app:app
