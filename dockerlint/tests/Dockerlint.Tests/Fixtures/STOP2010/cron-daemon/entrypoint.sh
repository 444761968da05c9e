#!/bin/bash
# expect: STOP2010 warning 1-5 "cron runs beside"
cron
exec gunicorn app:app
