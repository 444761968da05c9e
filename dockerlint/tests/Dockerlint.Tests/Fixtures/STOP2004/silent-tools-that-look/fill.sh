#!/bin/sh
set -e
while ! mountpoint -q /mnt/data; do
  echo waiting
done
/opt/kafka/bin/kafka-topics.sh --create --if-not-exists --topic events
cp -r /seed /mnt/data
