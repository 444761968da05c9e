FROM python:3.12
# expect: STOP2008 error 6-14 "python is PID 1 and nothing handles SIGTERM:"
CMD ["python", "-m", "http.server", "8000"]
