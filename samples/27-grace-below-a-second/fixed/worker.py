import signal
import threading
import time

stopping = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: stopping.set())
print('ready', flush=True)
while not stopping.wait(0.5):
    pass
time.sleep(1)  # finish the current piece of work
print('drained', flush=True)
