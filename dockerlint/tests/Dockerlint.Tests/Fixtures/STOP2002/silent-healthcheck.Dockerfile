FROM debian:12
HEALTHCHECK CMD ['curl', 'localhost']
CMD ["myserver"]
