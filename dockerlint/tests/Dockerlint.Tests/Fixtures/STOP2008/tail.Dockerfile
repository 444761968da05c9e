FROM alpine:3.20
# expect: STOP2008 error
ENTRYPOINT ["tail", "-f", "/dev/null"]
