#!/bin/sh
trap 'exit 0' TERM
tail -f /dev/null &
wait
