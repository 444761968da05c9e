#!/bin/sh
# expect: STOP2010 info 1-15 "run runs beside gunicorn: gunicorn becomes PID 1"
/opt/agent/run &
exec gunicorn app:app
