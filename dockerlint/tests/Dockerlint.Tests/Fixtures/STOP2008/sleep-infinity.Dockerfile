FROM debian:12
# expect: STOP2008 error "init: true"
CMD ["sleep", "infinity"]
