FROM debian:12 AS devcontainer
CMD ["sleep", "infinity"]
