FROM debian:12
STOPSIGNAL SIGWINCH
# expect: STOP2022 warning 50-66 "bash does not end on SIGWINCH and does"
ENTRYPOINT ["tini", "--", "bash", "-c", "true && gunicorn app:app; echo ended"]
