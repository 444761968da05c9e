#!/bin/sh
COMMAND="gunicorn app:app"
[ -n "$DEBUG" ] && COMMAND="python -m debugpy app.py"
exec $COMMAND
