FROM debian:12
ENTRYPOINT ["sh", "-c", "/app/mail | cat"]
