FROM debian:12
CMD ["myserver", "--port", "8080"]
