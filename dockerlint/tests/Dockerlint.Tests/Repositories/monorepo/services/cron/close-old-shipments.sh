#!/bin/sh
set -eu
psql "$DATABASE_URL" --command "update shipments set state = 'closed' where updated < now() - interval '90 days'"
