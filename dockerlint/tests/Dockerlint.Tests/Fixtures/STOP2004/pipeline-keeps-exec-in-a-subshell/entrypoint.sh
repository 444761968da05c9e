#!/bin/bash
# expect: STOP2004 error 1-27 "in a pipeline"
exec gunicorn app:app 2>&1 | tee /var/log/app.log
