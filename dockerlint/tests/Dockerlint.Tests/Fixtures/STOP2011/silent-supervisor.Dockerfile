FROM debian:12
RUN apt-get install -y tini supervisor
# expect: STOP2019 info
CMD ["supervisord", "-n"]
