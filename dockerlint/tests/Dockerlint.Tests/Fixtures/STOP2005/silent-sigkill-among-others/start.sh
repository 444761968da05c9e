#!/bin/bash
trap 'kill "$app"; wait "$app"' KILL TERM INT
gunicorn app:app &
app=$!
wait "$app"
