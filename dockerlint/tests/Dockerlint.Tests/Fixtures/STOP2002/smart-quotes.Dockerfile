FROM debian:12
# expect: STOP2002 error 1-17 "CMD is not a JSON array (typographic quotes"
CMD [“myserver”]
