#!/bin/sh
set -e
cockroach sql --insecure -f /seed.sql
