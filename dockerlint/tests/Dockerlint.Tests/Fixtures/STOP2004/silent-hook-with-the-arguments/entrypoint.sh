#!/bin/bash
if [[ -x /scripts/pre-start.sh ]]; then
  /scripts/pre-start.sh "$@"
fi
if [[ ! -f "$CONFIG" ]]; then
  echo "no configuration" && exit 1
fi
exec openvpn --config "$CONFIG"
