#!/bin/sh
# expect: STOP2005 warning 1-25 "is no signal"
trap 'cleanup' TERMINATE
exec gunicorn app:app
