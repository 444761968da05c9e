FROM debian:12
CMD [ "myserver", "--port" ]
