import signal
import time

stopping = False


def stop(*_):
    global stopping
    stopping = True


signal.signal(signal.SIGTERM, stop)
print('ready', flush=True)
while not stopping:
    time.sleep(0.1)
time.sleep(1)  # finish the current piece of work
print('drained', flush=True)
