#!/bin/sh
trap 'kill -TERM $pid; wait $pid; exit $?' TERM
gunicorn app:app &
pid=$!
wait $pid
