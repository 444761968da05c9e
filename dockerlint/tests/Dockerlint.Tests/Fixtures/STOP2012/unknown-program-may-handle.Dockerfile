FROM debian:12
# expect: STOP2012 warning
ENTRYPOINT ["tini", "--", "sh", "-c", "myserver | cat"]
