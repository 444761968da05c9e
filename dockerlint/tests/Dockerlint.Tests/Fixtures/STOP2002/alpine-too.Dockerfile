FROM alpine:3.20
# expect: STOP2002 error 1-17 "CMD is not a JSON array (single quotes"
CMD ['myserver']
