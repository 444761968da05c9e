import time

from worker.stopping import install

install()
while True:
    time.sleep(1)
