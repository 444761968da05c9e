#!/bin/sh
tail -F /var/log/app/errors.log &
exec gunicorn app:app
