FROM debian:12
CMD echo done
