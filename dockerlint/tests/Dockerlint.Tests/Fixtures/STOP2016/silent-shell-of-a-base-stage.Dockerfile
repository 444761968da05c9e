FROM debian:12 AS base
FROM base
CMD exec myserver
