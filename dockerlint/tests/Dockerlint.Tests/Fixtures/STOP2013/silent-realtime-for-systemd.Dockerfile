FROM debian:12
STOPSIGNAL SIGRTMIN+3
CMD ["/sbin/init"]
