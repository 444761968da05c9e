FROM python:3.12
# expect: STOP2007 warning 6-13 "flask run --reload is the main process: the"
CMD ["flask", "run", "--reload", "--host=0.0.0.0"]
