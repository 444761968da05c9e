import subprocess
import sys

subprocess.run(["python", "manage.py", "migrate"])
subprocess.run([sys.executable, "report.py"])
