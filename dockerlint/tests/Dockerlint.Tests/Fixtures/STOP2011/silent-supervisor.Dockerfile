FROM debian:12
RUN apt-get install -y tini supervisor
# expect: STOP2019 info 6-19 "supervisord stops each program as its configuration says,"
CMD ["supervisord", "-n"]
