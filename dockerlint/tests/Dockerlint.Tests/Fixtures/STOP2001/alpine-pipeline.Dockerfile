FROM alpine:3.20
# expect: STOP2001 error
CMD myserver 2>&1 | tee /var/log/out
