#!/bin/sh
trap 'rm -f /tmp/lock' EXIT TERM
prepare
exec gunicorn app:app
