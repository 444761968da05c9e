#!/bin/bash
trap 'kill -TERM $a $b' TERM
celery -A app worker & a=$!
gunicorn app:app & b=$!
wait $a $b
wait $a $b
