#!/bin/sh
# expect: STOP2009 warning "su starts sh as a child"
exec su www -c "$APP_HOME/bin/app -f"
