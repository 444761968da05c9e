FROM debian:12
# expect: STOP2008 error 6-13 "init: true"
CMD ["sleep", "infinity"]
