from subprocess import Popen
import subprocess

command = [
    "gunicorn",  # the server
    "app:app",
]
process = subprocess.Popen(command)
process.wait()
