import signal
import sys


def install():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
