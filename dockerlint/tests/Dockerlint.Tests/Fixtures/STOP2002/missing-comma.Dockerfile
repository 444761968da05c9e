FROM debian:12
# expect: STOP2002 error 1-26 "CMD is not a JSON array (missing comma"
CMD ["myserver" "--port"]
