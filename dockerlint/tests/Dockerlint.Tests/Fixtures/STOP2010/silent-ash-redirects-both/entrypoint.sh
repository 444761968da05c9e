#!/bin/sh
firewall-list &>/dev/null
found=$?
exec gunicorn app:app
