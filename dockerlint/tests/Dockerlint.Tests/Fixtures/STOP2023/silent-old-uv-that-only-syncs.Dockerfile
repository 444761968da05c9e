FROM python:3.12
COPY --from=ghcr.io/astral-sh/uv:0.3.3 /uv /bin/
RUN uv sync
CMD ["/app/.venv/bin/uvicorn", "app:app"]
