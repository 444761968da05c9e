# https://github.com/alpinelinux/docker-alpine/issues/381
FROM alpine:3.20
COPY root /etc/crontabs/root
# expect: STOP2022 warning 6-13 "crond is PID 1 and has no handler"
CMD ["crond", "-f", "-l", "2"]
