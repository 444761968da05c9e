FROM debian:12
RUN apt-get install -y tini supervisor
CMD ["supervisord", "-n"]
