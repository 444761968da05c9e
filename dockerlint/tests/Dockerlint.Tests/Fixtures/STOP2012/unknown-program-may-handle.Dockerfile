FROM debian:12
# expect: STOP2012 warning 13-19 "tini over sh, which does not exec: sh"
ENTRYPOINT ["tini", "--", "sh", "-c", "myserver | cat"]
