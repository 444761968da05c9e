FROM alpine:3.20
# expect: STOP2011 info
RUN apk add --no-cache dumb-init
CMD ["gunicorn", "app:app"]
