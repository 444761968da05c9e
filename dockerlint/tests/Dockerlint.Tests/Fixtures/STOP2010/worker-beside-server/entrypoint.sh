#!/bin/sh
# expect: STOP2010 warning "celery runs beside gunicorn"
celery -A app worker &
exec gunicorn app:app
