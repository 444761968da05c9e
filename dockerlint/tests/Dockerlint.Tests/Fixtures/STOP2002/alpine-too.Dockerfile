FROM alpine:3.20
# expect: STOP2002 error
CMD ['myserver']
