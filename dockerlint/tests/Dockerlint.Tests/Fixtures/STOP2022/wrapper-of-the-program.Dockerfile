FROM debian:12
STOPSIGNAL SIGWINCH
# expect: STOP2022 warning 13-22 "timeout does not tell uvicorn: the stop waits,"
ENTRYPOINT ["timeout", "1d", "uvicorn", "app:app"]
