#!/bin/sh
chown -R www /data
# expect: STOP2009 warning
exec su www -c "exec gunicorn app:app"
