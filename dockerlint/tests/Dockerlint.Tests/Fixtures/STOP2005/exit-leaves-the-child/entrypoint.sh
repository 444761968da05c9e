#!/bin/sh
# expect: STOP2005 warning "without telling gunicorn"
trap 'exit 0' TERM INT
gunicorn app:app &
wait
