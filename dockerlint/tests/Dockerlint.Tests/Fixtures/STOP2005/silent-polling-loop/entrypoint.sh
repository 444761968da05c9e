#!/bin/sh
trap 'stop=1; kill -TERM $pid' TERM
gunicorn app:app &
pid=$!
while kill -0 $pid; do sleep 1; done
