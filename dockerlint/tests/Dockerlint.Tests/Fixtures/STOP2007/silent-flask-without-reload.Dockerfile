FROM python:3.12
CMD ["flask", "run", "--host=0.0.0.0"]
