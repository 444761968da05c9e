#!/bin/bash
# expect: STOP2010 warning "cron runs beside"
cron
exec gunicorn app:app
