#!/bin/sh
set -e
export STARTED_AT="$(date)"
exec "$@"
