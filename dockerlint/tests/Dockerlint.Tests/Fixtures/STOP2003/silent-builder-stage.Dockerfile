FROM debian:12 AS build
CMD ["sh", "-c", "myserver"]
FROM debian:12
CMD ["myserver"]
