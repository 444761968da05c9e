#!/bin/bash
set -e
for image in "$@"; do
  [ -f "$image/Dockerfile" ] || continue
  docker build -t "registry.ops.example/$image" "$image"
  docker push "registry.ops.example/$image"
done
