#!/usr/bin/env bash
service nginx start
# expect: STOP2005 warning 1-39 "the trap runs only after tail has ended by itself, because tail is in the foreground: until then nothing stops"
trap "service nginx stop; exit 0" TERM
tail -F /dev/null
