#!/bin/sh
cd /app
exec ./api --port 80
