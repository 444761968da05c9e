import signal
import time

stopping = False


def stop(*_):
    global stopping
    stopping = True


signal.signal(signal.SIGTERM, stop)
time.sleep(1)  # warm up
print('ready', flush=True)
while not stopping:
    time.sleep(0.1)
print('drained', flush=True)
