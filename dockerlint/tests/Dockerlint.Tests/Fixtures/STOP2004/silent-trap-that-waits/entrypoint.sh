#!/bin/sh
term() {
  kill -TERM "$child" 2>/dev/null
  wait "$child"
}
trap term TERM
gunicorn app:app &
child=$!
wait "$child"
