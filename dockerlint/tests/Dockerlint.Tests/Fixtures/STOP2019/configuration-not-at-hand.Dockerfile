FROM debian:12
RUN apt-get install -y supervisor
# expect: STOP2019 info 6-19 "not at hand"
CMD ["supervisord", "-n"]
