FROM registry.example.com/team/base:1
# expect: STOP2001 error 1-40 "CMD in shell form: sh stays PID 1"
CMD gunicorn app:app | tee /var/log/out
