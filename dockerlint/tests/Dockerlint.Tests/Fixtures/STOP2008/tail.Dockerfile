FROM alpine:3.20
# expect: STOP2008 warning 13-19 "tail is PID 1 and nothing handles SIGTERM:"
ENTRYPOINT ["tail", "-f", "/dev/null"]
