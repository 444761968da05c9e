FROM debian:12 AS build
CMD myserver
FROM debian:12
COPY --from=build /app /app
CMD ["/app"]
