#!/bin/sh
trap 'kill -TERM $pid' TERM
"$@" &
pid=$!
wait $pid
wait $pid
