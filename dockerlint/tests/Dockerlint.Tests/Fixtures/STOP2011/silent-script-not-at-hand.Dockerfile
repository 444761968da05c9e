FROM debian:12
RUN apt-get install -y tini
ENTRYPOINT ["/usr/local/bin/start.sh"]
