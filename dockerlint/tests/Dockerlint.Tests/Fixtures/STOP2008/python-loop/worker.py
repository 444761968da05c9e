import time
while True:
    print("work", flush=True)
    time.sleep(1)
