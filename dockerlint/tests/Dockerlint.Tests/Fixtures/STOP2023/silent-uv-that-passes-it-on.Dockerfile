FROM python:3.12
COPY --from=ghcr.io/astral-sh/uv:0.5.11 /uv /bin/
CMD ["uv", "run", "uvicorn", "app:app"]
