FROM debian:12
# expect: STOP2008 error
CMD exec sleep infinity
