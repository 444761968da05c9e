#!/bin/sh
influxd upgrade
traefik healthcheck
exec "$@"
