FROM debian:12
ENV SCRIPTS=/usr/libexec/s2i
CMD $SCRIPTS/usage
