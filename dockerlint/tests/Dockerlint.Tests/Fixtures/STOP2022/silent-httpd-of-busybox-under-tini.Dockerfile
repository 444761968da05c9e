FROM alpine:3.20
RUN apk add --no-cache tini busybox-extras
COPY . /www
ENTRYPOINT ["tini", "--"]
CMD ["httpd", "-f", "-p", "3000", "-h", "/www"]
