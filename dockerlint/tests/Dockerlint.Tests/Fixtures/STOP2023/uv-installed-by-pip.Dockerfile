FROM python:3.12
RUN pip install --no-cache-dir uv==0.4.23
# expect: STOP2023 warning 6-10 "this uv is older than 0.5, which starts"
CMD ["uv", "run", "--no-sync", "gunicorn", "app:app"]
