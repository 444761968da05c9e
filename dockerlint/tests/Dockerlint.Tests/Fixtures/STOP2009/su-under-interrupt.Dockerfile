FROM debian:12
STOPSIGNAL SIGINT
# expect: STOP2009 warning 6-10 "su starts redis-server as a child: su passes"
CMD ["su", "-s", "/bin/sh", "app", "-c", "exec redis-server"]
