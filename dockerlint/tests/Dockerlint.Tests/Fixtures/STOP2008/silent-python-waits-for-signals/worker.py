import signal
import threading

while True:
    if signal.sigwait({15}) == 15:
        break
