FROM debian:12
# expect: STOP2008 warning 6-13 "sleep is PID 1 and nothing handles SIGTERM:"
CMD ["sleep", "infinity"]
