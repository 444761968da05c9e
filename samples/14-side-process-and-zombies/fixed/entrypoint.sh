#!/bin/sh
trap 'kill -TERM "$worker" "$main"' TERM
sleep 0.5 &
python3 worker.py &
worker=$!
python3 main.py &
main=$!
wait "$main"
wait "$main"
wait "$worker"
