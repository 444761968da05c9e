#!/bin/bash
while true; do
  /usr/local/bin/poll
  sleep 60
done
