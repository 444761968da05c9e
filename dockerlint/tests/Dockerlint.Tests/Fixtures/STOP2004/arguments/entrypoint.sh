#!/bin/sh
set -e
# expect: STOP2004 error 1-5 "write exec in front of it"
"$@"
