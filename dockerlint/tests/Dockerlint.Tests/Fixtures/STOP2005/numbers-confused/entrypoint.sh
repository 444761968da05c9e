#!/bin/sh
# expect: STOP2005 warning "SIGKILL cannot be caught"
trap 'cleanup' 9
exec gunicorn app:app
