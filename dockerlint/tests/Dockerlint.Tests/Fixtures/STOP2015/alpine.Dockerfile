FROM alpine:3.20
ENTRYPOINT exec myserver --config /etc/c
# expect: STOP2015 warning
CMD ["--verbose"]
