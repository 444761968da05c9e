FROM debian:12
# expect: STOP2002 error 1-30 "CMD is not a JSON array (text after"
CMD ["myserver"] # the server
