FROM registry.example.com/team/base:1
# expect: STOP2001 info 1-21 "stays PID 1"
CMD gunicorn app:app
