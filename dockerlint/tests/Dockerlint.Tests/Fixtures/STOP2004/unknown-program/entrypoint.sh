#!/bin/sh
/usr/bin/prepare
# expect: STOP2004 warning 1-15 "entrypoint.sh runs serve without exec, so SIGTERM reaches"
/usr/bin/serve
