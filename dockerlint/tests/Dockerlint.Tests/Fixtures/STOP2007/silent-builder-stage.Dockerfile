FROM golang:1.23 AS build
CMD ["go", "run", "."]
FROM debian:12
COPY --from=build /app /app
CMD ["/app"]
