FROM debian:12
RUN apt-get update && apt-get install -y systemd-sysv
STOPSIGNAL 37
CMD ["/sbin/init"]
