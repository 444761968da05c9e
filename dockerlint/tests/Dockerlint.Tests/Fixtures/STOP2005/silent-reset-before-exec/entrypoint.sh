#!/bin/sh
trap 'exit 1' TERM
python manage.py migrate
trap - TERM
exec gunicorn app:app
