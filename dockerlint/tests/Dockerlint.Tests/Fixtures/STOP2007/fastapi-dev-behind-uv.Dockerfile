FROM python:3.12
WORKDIR /app
# expect: STOP2007 warning 38-47 "fastapi dev is the main process"
CMD ["uv", "run", "--with", "httpx", "fastapi", "dev", "main.py"]
