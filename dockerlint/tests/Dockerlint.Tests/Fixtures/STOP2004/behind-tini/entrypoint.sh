#!/bin/sh
# expect: STOP2004 error "the moment the script dies"
"$@"
