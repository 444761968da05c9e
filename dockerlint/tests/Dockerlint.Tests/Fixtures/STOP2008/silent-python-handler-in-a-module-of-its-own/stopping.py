import signal
import sys


def install():
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(0))
