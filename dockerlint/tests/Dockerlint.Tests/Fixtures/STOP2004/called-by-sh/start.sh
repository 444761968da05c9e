set -e
# expect: STOP2004 error
gunicorn app:app
