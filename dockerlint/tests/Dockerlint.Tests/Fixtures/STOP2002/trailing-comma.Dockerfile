FROM debian:12
# expect: STOP2002 error 1-35 "ENTRYPOINT is not a JSON array (trailing comma"
ENTRYPOINT ["myserver", "--port",]
