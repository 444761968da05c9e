#!/bin/bash
trap 'kill -TERM $pid' TERM
gunicorn app:app &
pid=$!
wait $pid
wait $pid
