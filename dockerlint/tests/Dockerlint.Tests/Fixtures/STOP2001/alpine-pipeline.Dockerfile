FROM alpine:3.20
# expect: STOP2001 error 1-37 "CMD in shell form: sh stays PID 1"
CMD myserver 2>&1 | tee /var/log/out
