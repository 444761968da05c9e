#!/bin/sh
chown -R www /data
# expect: STOP2009 warning 6-8 "su starts gunicorn as a child: su passes"
exec su www -c "exec gunicorn app:app"
