#!/bin/sh
# expect: STOP2005 warning 1-20 "cannot be caught"
trap 'cleanup' KILL
exec gunicorn app:app
