FROM fedora:41
# expect: STOP2014 warning 6-18 "SIGRTMIN+3"
CMD ["/sbin/init"]
