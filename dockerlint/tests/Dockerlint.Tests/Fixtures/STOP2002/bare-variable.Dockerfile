FROM debian:12
# expect: STOP2002 error 1-34 "CMD is not a JSON array (a word"
CMD ["myserver", "--port", $PORT]
