FROM fedora:41
# expect: STOP2014 warning "SIGRTMIN+3"
CMD ["/sbin/init"]
