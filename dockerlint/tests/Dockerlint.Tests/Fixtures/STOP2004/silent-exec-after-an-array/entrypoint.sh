#!/bin/bash
args=(gunicorn app:app)
if [ -n "${PORT:-}" ]; then
  args+=(--bind ":$PORT")
fi
exec "${args[@]}" "$@"
