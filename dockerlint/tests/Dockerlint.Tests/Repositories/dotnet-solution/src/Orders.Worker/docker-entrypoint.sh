#!/bin/bash
set -e

if [ -n "$CUSTOM_CA" ]; then
  cp "$CUSTOM_CA" /usr/local/share/ca-certificates/custom.crt
  update-ca-certificates
fi

dotnet Orders.Worker.dll
