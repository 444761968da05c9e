FROM debian:12 AS base
# expect: STOP2001 error 9-21 "CMD in shell form: sh stays PID 1"
ONBUILD CMD myserver
FROM base
