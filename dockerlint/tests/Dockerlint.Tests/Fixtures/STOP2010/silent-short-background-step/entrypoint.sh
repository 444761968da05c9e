#!/bin/sh
mkdir -p /data &
chown -R www /data &
wait
exec gunicorn app:app
