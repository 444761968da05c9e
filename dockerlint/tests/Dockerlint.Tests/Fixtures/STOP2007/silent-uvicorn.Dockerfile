FROM python:3.12
CMD ["uvicorn", "app:app", "--host", "0.0.0.0"]
