FROM gcr.io/distroless/static
COPY app /app
# expect: STOP2016 error
ENTRYPOINT ["sh", "-c", "exec /app"]
