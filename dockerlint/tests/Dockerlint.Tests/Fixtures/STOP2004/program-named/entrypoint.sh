#!/bin/bash
set -e
python manage.py migrate
# expect: STOP2004 error
gunicorn app:app
