#!/bin/sh
true &                  # ends at once, and nobody waits for it: a zombie
python3 worker.py &     # never told of the stop
sleep 0.3
exec python3 main.py
