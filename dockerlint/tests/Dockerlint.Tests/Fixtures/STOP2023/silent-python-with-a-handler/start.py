import signal
import subprocess

child = subprocess.Popen(["gunicorn", "app:app"])
signal.signal(signal.SIGTERM, lambda *_: child.terminate())
child.wait()
