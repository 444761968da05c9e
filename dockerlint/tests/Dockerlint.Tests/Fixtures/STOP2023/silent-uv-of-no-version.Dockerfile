FROM python:3.12
COPY --from=ghcr.io/astral-sh/uv:latest /uv /bin/
CMD ["uv", "run", "uvicorn", "app:app"]
