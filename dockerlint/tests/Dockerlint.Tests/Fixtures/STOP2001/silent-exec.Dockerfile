FROM debian:12
CMD exec myserver --port $PORT
