FROM debian:12
# expect: STOP2001 error 1-25 "stays PID 1"
CMD myserver --port 8080
