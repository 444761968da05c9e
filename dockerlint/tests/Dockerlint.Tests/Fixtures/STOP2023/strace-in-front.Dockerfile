FROM debian:12
# expect: STOP2023 warning 6-14 "strace starts its command as a child, and"
CMD ["strace", "-f", "-o", "/tmp/trace", "redis-server"]
