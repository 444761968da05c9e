FROM debian:12
# expect: STOP2019 info
CMD ["supervisord", "-n", "-c", "/etc/supervisord.conf"]
