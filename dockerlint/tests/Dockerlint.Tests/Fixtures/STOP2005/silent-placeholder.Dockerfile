FROM alpine:3.20
CMD ["sh", "-c", "trap : TERM INT; sleep infinity & wait"]
