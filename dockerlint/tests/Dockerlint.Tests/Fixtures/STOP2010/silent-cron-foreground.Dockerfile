FROM debian:12
CMD ["cron", "-f"]
