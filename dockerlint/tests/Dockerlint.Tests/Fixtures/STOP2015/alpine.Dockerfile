FROM alpine:3.20
ENTRYPOINT exec myserver --config /etc/c
# expect: STOP2015 warning 1-18 "CMD is ignored: ENTRYPOINT is in shell form,"
CMD ["--verbose"]
