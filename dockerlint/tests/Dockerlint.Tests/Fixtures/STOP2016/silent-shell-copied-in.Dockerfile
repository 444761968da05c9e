FROM scratch
COPY --from=busybox:1 /bin/sh /bin/sh
COPY app /app
CMD exec /app
