#!/bin/sh
# expect: STOP2010 info
/opt/agent/run &
exec gunicorn app:app
