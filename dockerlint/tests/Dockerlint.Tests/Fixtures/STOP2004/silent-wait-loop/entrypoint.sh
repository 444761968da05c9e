#!/bin/bash
trap 'kill -TERM $pid' TERM
gunicorn app:app &
pid=$!
while kill -0 $pid 2>/dev/null; do wait $pid; done
