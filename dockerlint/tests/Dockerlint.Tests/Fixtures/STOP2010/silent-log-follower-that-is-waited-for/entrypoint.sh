#!/bin/bash
touch /var/log/app.log
exec gunicorn app:app
