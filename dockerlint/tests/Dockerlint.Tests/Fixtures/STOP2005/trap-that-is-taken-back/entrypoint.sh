#!/bin/bash
stop() { kill -TERM "$child"; }
# expect: STOP2005 warning 1-15 "the trap passes the signal on, but the"
trap stop TERM
gunicorn app:app &
child=$!
wait "$child"
trap - TERM
echo "ended: $?"
