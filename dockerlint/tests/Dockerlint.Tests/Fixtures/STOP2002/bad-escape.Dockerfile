FROM debian:12
# expect: STOP2002 error 1-35 "CMD is not a JSON array (invalid escape"
CMD ["myserver", "--match", "\w+"]
