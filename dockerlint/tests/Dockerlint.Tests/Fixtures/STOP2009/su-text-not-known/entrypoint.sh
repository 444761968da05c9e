#!/bin/sh
# expect: STOP2009 warning 6-8 "su starts sh as a child"
exec su www -c "$APP_HOME/bin/app -f"
