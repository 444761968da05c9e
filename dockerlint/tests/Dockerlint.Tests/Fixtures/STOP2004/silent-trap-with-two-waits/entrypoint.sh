#!/bin/bash
stop() { kill -TERM "$pid"; }
trap stop TERM INT
"$@" &
pid=$!
wait "$pid"
trap - TERM INT
wait "$pid"
