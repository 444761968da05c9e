FROM python:3.12
# expect: STOP2008 error
CMD ["python", "-m", "http.server", "8000"]
