FROM registry.example.com/team/base:1
# expect: STOP2001 error
CMD gunicorn app:app | tee /var/log/out
