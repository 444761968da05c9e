FROM busybox:1.36
COPY . /www
# expect: STOP2022 warning 6-13 "busybox httpd is PID 1"
CMD ["httpd", "-f", "-v", "-p", "3000", "-h", "/www"]
