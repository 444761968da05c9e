FROM debian:12
STOPSIGNAL SIGWINCH
# expect: STOP2023 warning 13-22 "timeout passes SIGTERM on and has no handler"
ENTRYPOINT ["timeout", "1d", "uvicorn", "app:app"]
