#!/bin/sh
# expect: STOP2010 warning 1-16 "node runs beside gunicorn: gunicorn becomes PID 1"
node metrics.js &
exec gunicorn app:app
