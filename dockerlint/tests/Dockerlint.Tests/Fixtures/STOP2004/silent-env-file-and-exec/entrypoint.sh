#!/bin/bash
set -a
[ -f /run/secrets/env ] && . /run/secrets/env
set +a
exec env -u SECRET "$@"
