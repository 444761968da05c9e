#!/bin/bash
# expect: STOP2005 warning "a second time"
trap 'kill -TERM $pid' TERM
gunicorn app:app &
pid=$!
wait $pid
