"""Handles SIGTERM some day: signal.signal(signal.SIGTERM, stop)."""
from lib import work

if __name__ == "__main__":
    work.loop()
