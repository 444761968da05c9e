FROM debian:12
# Measured with util-linux 2.38: flock forks, waits, and installs no handler.
# expect: STOP2023 warning 6-13 "flock starts its command as a child, and"
CMD ["flock", "-n", "/run/app.lock", "nginx", "-g", "daemon off;"]
