FROM debian:12 AS root
RUN rm -rf /usr/share/doc
FROM scratch
COPY --from=root / /
CMD exec myserver
