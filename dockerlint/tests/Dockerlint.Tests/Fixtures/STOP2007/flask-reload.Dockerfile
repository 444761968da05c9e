FROM python:3.12
# expect: STOP2007 warning
CMD ["flask", "run", "--reload", "--host=0.0.0.0"]
