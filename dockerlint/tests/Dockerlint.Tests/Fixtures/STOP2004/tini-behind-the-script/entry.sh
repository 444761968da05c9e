#!/bin/sh
prepare
# expect: STOP2004 error 1-34 "the program is killed after the grace period (10 s by default, exit 137)"
/sbin/tini -s -- gunicorn app:app
