FROM debian:12 AS base
CMD myserver
FROM base
CMD ["myserver"]
