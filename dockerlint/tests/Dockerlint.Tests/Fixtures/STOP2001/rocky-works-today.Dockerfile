FROM rockylinux:9
# expect: STOP2001 info 1-24 "works today"
CMD cd /app && myserver
