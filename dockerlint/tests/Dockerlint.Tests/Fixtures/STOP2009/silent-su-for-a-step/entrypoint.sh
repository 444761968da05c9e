#!/bin/sh
su www -c "python manage.py migrate"
exec gunicorn app:app
