# https://github.com/nextcloud/all-in-one/pull/7982: "StopSignal SIGWINCH failed to stop container … in 10 seconds"
# supervisord has handlers for SIGTERM, SIGINT and SIGQUIT (measured); the base image sends SIGWINCH.
FROM httpd:2.4-alpine
RUN apk add --no-cache supervisor
COPY supervisord.conf /supervisord.conf
# expect: STOP2014 warning 6-28 "SIGWINCH (base image httpd:2.4-alpine) does not stop supervisord,"
CMD ["/usr/bin/supervisord", "-c", "/supervisord.conf"]
