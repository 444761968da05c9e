#!/bin/sh
# expect: STOP2005 warning "cannot be caught"
trap 'cleanup' KILL
exec gunicorn app:app
