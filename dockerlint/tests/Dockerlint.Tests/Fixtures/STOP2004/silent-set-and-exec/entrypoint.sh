#!/bin/sh
set -- gunicorn app:app "$@"
set -- tini -- "$@"
exec "$@"
