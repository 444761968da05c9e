#!/bin/sh
# expect: STOP2005 warning 1-26 "the trap runs and nothing ends: run.sh goes"
trap "echo stopping" TERM
crond -f -l 8 &
while :; do sleep 1; done
