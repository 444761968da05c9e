#!/bin/sh
# expect: STOP2010 warning 1-21 "celery runs beside gunicorn"
celery -A app worker &
exec gunicorn app:app
