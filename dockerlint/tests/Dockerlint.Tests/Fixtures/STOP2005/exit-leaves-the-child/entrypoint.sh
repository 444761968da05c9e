#!/bin/sh
# expect: STOP2005 warning 1-23 "without telling gunicorn"
trap 'exit 0' TERM INT
gunicorn app:app &
wait
