#!/bin/bash
set -e
# expect: STOP2004 error 1-20 "run.sh runs gunicorn without exec, so SIGTERM reaches"
gunicorn import:app
