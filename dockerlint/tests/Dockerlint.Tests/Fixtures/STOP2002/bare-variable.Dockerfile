FROM debian:12
# expect: STOP2002 error
CMD ["myserver", "--port", $PORT]
