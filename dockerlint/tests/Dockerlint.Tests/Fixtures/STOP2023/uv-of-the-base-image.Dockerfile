FROM ghcr.io/astral-sh/uv:0.4.9-python3.12-bookworm
# expect: STOP2023 warning 13-17 "this uv is older than 0.5, which starts"
ENTRYPOINT ["uv", "run", "celery", "-A", "app", "worker"]
