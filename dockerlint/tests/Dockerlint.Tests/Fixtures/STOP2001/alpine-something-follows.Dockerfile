FROM alpine:3.20
# expect: STOP2001 error 1-27 "CMD in shell form: sh stays PID 1"
CMD myserver; echo stopped
