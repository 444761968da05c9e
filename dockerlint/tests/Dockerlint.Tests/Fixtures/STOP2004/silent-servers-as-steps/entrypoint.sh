#!/bin/sh
if [ -f /tmp/Caddyfile ]; then
  caddy fmt --overwrite /tmp/Caddyfile
fi
if [ "$VAULT" = 1 ]; then
  vault status
  kc.sh build
fi
if ! haproxy -c -f /etc/haproxy.cfg; then
  exit 1
fi
exec "$@"
