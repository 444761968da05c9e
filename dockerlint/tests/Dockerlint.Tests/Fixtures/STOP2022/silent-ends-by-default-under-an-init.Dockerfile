FROM debian:12
ENTRYPOINT ["tini", "--"]
CMD ["sleep", "infinity"]
