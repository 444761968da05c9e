#!/bin/bash
set -e
[ "$EXTERNAL" -eq 1 ] || pg_ctl start -w -t 60 -D "$PGDATA"
/app/migrate
[ "$EXTERNAL" -eq 1 ] || pg_ctl stop -D "$PGDATA"
