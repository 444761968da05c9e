#!/bin/bash
source /opt/venv/bin/activate
# expect: STOP2004 warning 1-23 "entrypoint.sh runs worker without exec, so SIGTERM reaches"
worker --queue default
