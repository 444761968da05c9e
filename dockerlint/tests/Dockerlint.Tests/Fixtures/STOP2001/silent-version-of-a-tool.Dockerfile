FROM debian:12
ENTRYPOINT mytool --version
