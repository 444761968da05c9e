#!/bin/sh
# expect: STOP2005 warning 1-17 "SIGKILL cannot be caught"
trap 'cleanup' 9
exec gunicorn app:app
