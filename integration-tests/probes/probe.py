#!/usr/bin/env python3
# The probe of the shell and init matrix: one process that starts in 30 ms; the same words as DotNetProbe.
# none | term | ignore | int | slow N
import os
import signal
import sys
import time

mode = sys.argv[1] if len(sys.argv) > 1 else "term"
seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 0.0
told = False


def say(text):
    # One write: print is not reentrant, and a handler may interrupt it.
    os.write(1, (text + "\n").encode())


def handle(number, _frame):
    # A plain flag: the lock of an event may be held by the very wait that the signal interrupts.
    global told
    say("got " + signal.Signals(number).name)
    told = told or mode != "ignore"


if mode == "int":
    signal.signal(signal.SIGINT, handle)
elif mode != "none":
    signal.signal(signal.SIGTERM, handle)
say("ready")
while not told:
    time.sleep(0.05)
time.sleep(seconds)
say("done")
