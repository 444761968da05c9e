FROM alpine:3.20
# expect: STOP2001 info 1-13 "works today"
CMD myserver
