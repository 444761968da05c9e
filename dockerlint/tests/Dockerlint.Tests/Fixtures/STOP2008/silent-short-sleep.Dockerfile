FROM debian:12
CMD ["sleep", "5"]
