FROM debian:12
# expect: STOP2001 error "stays PID 1"
CMD myserver --port 8080
