FROM debian:12
ENTRYPOINT [ -d /data ] || mkdir /data; exec myserver
