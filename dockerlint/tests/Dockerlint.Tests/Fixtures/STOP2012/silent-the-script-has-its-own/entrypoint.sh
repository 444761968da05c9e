#!/bin/sh
# expect: STOP2004 error 1-5 "entrypoint.sh runs its arguments ("$@") without exec, so"
"$@"
