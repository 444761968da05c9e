FROM debian:12
COPY rootfs/ /
# expect: STOP2014 warning 12-20 "SIGWINCH (STOPSIGNAL) does not stop init, and with"
STOPSIGNAL SIGWINCH
ENTRYPOINT ["/init"]
CMD ["apache2-foreground"]
