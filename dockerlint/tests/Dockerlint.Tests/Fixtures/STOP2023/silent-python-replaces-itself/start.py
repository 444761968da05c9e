import os
import sys

os.system("python manage.py migrate")
os.execvp(sys.argv[1], sys.argv[1:])
