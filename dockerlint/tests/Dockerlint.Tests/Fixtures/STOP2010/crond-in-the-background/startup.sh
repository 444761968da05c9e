#!/bin/bash
# expect: STOP2010 warning 1-14 "crond runs beside nginx: nginx becomes PID 1"
crond -l 2 -b
# expect: STOP2014 info 6-11 "SIGTERM (default) stops nginx at once and drops"
exec nginx -g "daemon off;"
