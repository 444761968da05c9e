FROM rockylinux:9
CMD exec myserver > /var/log/out 2>&1
