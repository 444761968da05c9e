FROM python:3.12
# expect: STOP2014 warning
CMD ["flask", "run", "--host=0.0.0.0"]
