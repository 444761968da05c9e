#!/bin/sh
cd /app
./api --port 80
