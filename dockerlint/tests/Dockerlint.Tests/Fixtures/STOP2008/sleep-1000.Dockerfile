FROM debian:12
# expect: STOP2008 warning 6-13 "init: true"
CMD ["sleep", "1000"]
