#!/bin/bash
cleanup() {
  kill -TERM "$pid"
  wait "$pid"
  exit 0
}
trap cleanup TERM
/child.sh &
pid=$!
wait "$pid"
