FROM debian:12 AS dev
# expect: STOP2022 info 6-13 "sleep is PID 1 and has no handler"
CMD ["sleep", "infinity"]
