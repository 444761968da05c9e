import signal
import threading
import time

stopping = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: stopping.set())
time.sleep(1)  # warm up
print('ready', flush=True)
stopping.wait()
print('drained', flush=True)
