FROM httpd:2.4-alpine
RUN apk add --no-cache s6
COPY services/ /etc/s6/
STOPSIGNAL SIGTERM
CMD ["s6-svscan", "/etc/s6"]
