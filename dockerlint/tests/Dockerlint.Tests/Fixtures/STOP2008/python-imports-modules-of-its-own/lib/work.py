import time


def loop():
    while True:
        time.sleep(1)
