FROM debian:12
# expect: STOP2022 warning 6-12 "cron is PID 1 and has no handler"
CMD ["cron", "-f"]
