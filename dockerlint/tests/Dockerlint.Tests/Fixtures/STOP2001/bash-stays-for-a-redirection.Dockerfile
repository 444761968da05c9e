FROM rockylinux:9
# expect: STOP2001 error
CMD myserver > /var/log/out
