#!/bin/bash
if [ -d /output/.checkpoint ]; then
  exec dumb-init --rewrite 15:2 -- /restore.sh
fi
exec java -jar /app.jar
