import subprocess
import time

child = subprocess.Popen(["sleep", "3600"])
while True:
    time.sleep(5)
    child.poll()
