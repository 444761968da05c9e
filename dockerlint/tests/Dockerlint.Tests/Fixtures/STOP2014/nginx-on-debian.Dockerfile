FROM debian:12
RUN apt-get update && apt-get install -y nginx
# expect: STOP2014 info 6-13 "SIGQUIT"
CMD ["nginx", "-g", "daemon off;"]
