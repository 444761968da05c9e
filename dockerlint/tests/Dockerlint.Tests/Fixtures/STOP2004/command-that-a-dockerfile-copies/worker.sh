#!/bin/sh
python -m compileall .
# expect@+1: STOP2004 warning 1-22 "worker.sh runs celery"
celery -A proj worker
