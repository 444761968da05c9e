FROM debian:12
CMD myserver
CMD ["myserver"]
