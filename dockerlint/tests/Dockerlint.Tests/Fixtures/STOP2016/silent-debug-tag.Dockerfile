FROM gcr.io/distroless/base-debian12:debug
COPY app /app
ENTRYPOINT ["sh", "-c", "exec /app"]
