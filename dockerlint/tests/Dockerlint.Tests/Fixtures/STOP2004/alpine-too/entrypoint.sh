#!/bin/sh
# expect: STOP2004 error
"$@"
