FROM debian:12
CMD exec myserver --bind [::]:80
