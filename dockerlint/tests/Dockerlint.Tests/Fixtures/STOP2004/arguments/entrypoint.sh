#!/bin/sh
set -e
# expect: STOP2004 error "write exec in front of it"
"$@"
