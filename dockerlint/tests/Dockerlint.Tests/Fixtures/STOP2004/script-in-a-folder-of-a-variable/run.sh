#!/bin/bash
# expect: STOP2004 error 1-17 "run.sh runs gunicorn without exec, so SIGTERM reaches"
gunicorn app:app
