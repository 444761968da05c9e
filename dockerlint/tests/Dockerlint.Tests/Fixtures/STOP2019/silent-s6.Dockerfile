FROM debian:12
COPY --from=s6 / /
ENTRYPOINT ["/init"]
