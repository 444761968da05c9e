FROM debian:12
# expect: STOP2008 warning 10-15 "sleep is PID 1 and nothing handles SIGTERM:"
CMD exec sleep infinity
