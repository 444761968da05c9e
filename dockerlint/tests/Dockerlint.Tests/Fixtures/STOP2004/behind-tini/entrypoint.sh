#!/bin/sh
# expect: STOP2004 error 1-5 "the moment the script dies"
"$@"
