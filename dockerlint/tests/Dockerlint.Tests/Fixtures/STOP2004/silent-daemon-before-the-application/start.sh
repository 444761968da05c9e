#!/bin/sh
# expect: STOP2010 warning 1-9 "rsyslogd runs beside gunicorn: gunicorn becomes PID 1"
rsyslogd
exec gunicorn app:app
