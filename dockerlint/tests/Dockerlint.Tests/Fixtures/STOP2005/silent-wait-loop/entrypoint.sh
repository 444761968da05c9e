#!/bin/bash
trap 'kill -TERM $pid' TERM
gunicorn app:app &
pid=$!
until wait $pid; do :; done
