FROM alpine:3.20
# expect: STOP2011 info 1-33 "dumb-init is installed here, but the command (gunicorn"
RUN apk add --no-cache dumb-init
CMD ["gunicorn", "app:app"]
