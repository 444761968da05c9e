import time
import stopping

stopping.install()
while True:
    time.sleep(1)
