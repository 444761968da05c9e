FROM python:3.12
# expect: STOP2014 warning 6-13 "SIGTERM (default) is not handled by flask, which"
CMD ["flask", "run", "--host=0.0.0.0"]
