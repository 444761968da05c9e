FROM python:3.12
WORKDIR /app
# expect: STOP2007 warning 6-15 "fastapi dev is the main process"
CMD ["fastapi", "dev", "--host", "0.0.0.0", "main.py"]
