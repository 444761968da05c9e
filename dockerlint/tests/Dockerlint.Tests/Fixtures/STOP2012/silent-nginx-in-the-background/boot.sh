#!/bin/sh
nginx -g 'pid /tmp/nginx.pid;'
python manage.py migrate
umask 0 && exec gunicorn app:app
