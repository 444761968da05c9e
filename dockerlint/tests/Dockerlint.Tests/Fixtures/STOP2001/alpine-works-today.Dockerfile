FROM alpine:3.20
# expect: STOP2001 info "works today"
CMD myserver
