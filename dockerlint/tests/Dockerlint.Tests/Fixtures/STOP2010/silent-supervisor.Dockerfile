FROM debian:12
# expect: STOP2019 info 6-19 "supervisord stops each program as its configuration says,"
CMD ["supervisord", "-n", "-c", "/etc/supervisord.conf"]
