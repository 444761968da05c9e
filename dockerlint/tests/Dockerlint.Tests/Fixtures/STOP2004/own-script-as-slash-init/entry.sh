#!/bin/sh
prepare
# expect: STOP2004 error 1-17 "init runs gunicorn without exec, so SIGTERM reaches"
gunicorn app:app
