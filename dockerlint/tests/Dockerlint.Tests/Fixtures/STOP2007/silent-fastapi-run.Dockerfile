FROM python:3.12
WORKDIR /app
CMD ["fastapi", "run", "main.py"]
