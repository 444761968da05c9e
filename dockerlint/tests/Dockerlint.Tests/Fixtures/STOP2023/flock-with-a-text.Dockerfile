FROM debian:12
# expect: STOP2023 warning 6-13 "flock starts its command as a child, and"
CMD ["flock", "/run/app.lock", "-c", "exec redis-server"]
