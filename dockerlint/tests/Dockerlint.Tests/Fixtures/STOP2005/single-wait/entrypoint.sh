#!/bin/bash
# expect: STOP2005 warning 1-28 "a second time"
trap 'kill -TERM $pid' TERM
gunicorn app:app &
pid=$!
wait $pid
