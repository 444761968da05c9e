#!/bin/sh
# expect: STOP2005 warning "is no signal"
trap 'cleanup' TERMINATE
exec gunicorn app:app
