FROM debian:12
STOPSIGNAL SIGQUIT
CMD ["flock", "--no-fork", "/run/app.lock", "nginx", "-g", "daemon off;"]
