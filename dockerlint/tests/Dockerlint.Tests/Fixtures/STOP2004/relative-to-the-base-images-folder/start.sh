#!/bin/bash
echo starting
# expect: STOP2004 error 1-17 "start.sh runs gunicorn without exec, so SIGTERM reaches"
gunicorn app:app
