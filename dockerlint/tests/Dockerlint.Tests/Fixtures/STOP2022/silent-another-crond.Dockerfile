FROM alpine:3.20
RUN apk add --no-cache dcron
CMD ["crond", "-f"]
