FROM alpine:3.20
# expect: STOP2001 error
CMD myserver; echo stopped
