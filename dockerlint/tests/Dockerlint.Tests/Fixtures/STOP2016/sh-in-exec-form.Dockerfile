FROM gcr.io/distroless/static
COPY app /app
# expect: STOP2016 error 13-17 "sh is needed here and the image has"
ENTRYPOINT ["sh", "-c", "exec /app"]
