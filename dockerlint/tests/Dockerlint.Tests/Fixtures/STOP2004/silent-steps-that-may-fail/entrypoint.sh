#!/bin/sh
python init.py || exit 1
python /app/seed.py
if [ $? -ne 0 ]; then
  echo failed
  exit 1
fi
node scripts/migrate.js || { echo "no database"; exit 1; }
if [ -n "$SETUP" ]; then java -jar setup.jar; exit; fi
exec "$@"
