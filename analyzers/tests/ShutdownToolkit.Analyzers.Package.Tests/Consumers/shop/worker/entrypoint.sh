#!/bin/sh
set -e
dotnet /app/Worker.dll
echo "worker has ended"
