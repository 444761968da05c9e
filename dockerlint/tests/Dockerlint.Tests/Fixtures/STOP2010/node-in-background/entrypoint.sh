#!/bin/sh
# expect: STOP2010 warning
node metrics.js &
exec gunicorn app:app
