FROM debian:12
ENTRYPOINT /app/migrate | cat
