#!/bin/sh
trap 'kill -TERM "$worker" "$main"' TERM
python3 worker.py &
worker=$!
sleep 0.3
python3 main.py &
main=$!
wait "$main"
wait "$main"
wait "$worker"
