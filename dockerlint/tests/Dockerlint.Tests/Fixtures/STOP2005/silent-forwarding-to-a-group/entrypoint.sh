#!/bin/bash
trap 'kill -TERM -- -$pid; wait' TERM
set -m
gunicorn app:app &
pid=$!
wait
