FROM fedora:41
STOPSIGNAL SIGRTMIN+3
CMD ["/sbin/init"]
