#!/bin/sh
sleep 0.5 &              # ends, and nobody waits for it: a zombie
python3 worker.py &      # never told of the stop
exec python3 main.py
