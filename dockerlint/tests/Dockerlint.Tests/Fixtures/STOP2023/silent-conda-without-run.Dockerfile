FROM debian:12
ENTRYPOINT ["conda", "activate", "web"]
