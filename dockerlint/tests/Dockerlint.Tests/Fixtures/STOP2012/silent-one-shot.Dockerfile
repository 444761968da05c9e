FROM debian:12
ENTRYPOINT ["tini", "--", "sh", "-c", "echo done"]
