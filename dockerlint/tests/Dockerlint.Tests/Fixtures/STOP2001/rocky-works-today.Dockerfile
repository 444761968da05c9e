FROM rockylinux:9
# expect: STOP2001 info "works today"
CMD cd /app && myserver
