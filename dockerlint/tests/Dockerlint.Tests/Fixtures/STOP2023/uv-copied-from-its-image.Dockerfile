FROM python:3.12
COPY --from=ghcr.io/astral-sh/uv:0.3.3 /uv /bin/
# expect: STOP2023 warning 6-10 "this uv is older than 0.5, which starts"
CMD ["uv", "run", "uvicorn", "app:app"]
