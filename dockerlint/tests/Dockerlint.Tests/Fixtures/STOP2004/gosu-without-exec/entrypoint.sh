#!/bin/sh
chown -R www /data
# expect: STOP2004 error
gosu www gunicorn app:app
