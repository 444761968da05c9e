FROM debian:12
RUN apt-get update && apt-get install -y nginx
STOPSIGNAL SIGQUIT
CMD ["nginx", "-g", "daemon off;"]
