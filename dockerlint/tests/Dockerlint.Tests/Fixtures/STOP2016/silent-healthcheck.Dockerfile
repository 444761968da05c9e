FROM scratch
COPY app /app
HEALTHCHECK CMD /app health
CMD ["/app"]
