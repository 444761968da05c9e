import os
import subprocess

os.system("python manage.py migrate")
subprocess.run(["gunicorn", "app:app", "-b", "0.0.0.0:80"], check=True)
