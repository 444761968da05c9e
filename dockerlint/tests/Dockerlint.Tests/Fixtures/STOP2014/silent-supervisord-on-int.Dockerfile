FROM debian:12
STOPSIGNAL SIGINT
CMD ["circusd", "/etc/circus.ini"]
