FROM debian:12
CMD ["supervisord", "-n", "-c", "/etc/supervisord.conf"]
