import signal
import threading

stopping = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: stopping.set())
print('ready', flush=True)
while not stopping.wait(0.5):
    pass
print('main stopped', flush=True)
