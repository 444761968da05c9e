FROM debian:12 AS base
# expect: STOP2001 error
ONBUILD CMD myserver
FROM base
