#!/bin/sh
trap 'kill -TERM "$child"' TERM
python3 worker.py &
child=$!
wait "$child"
