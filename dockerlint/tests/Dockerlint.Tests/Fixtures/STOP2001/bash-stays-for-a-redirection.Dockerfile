FROM rockylinux:9
# expect: STOP2001 error 1-28 "CMD in shell form: sh stays PID 1"
CMD myserver > /var/log/out
