FROM php:8.3-fpm
COPY rootfs/ /
# expect: STOP2014 warning 13-20 "SIGQUIT (base image php:8.3-fpm) does not stop init,"
ENTRYPOINT ["/init"]
