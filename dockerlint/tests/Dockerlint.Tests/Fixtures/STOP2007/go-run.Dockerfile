FROM golang:1.23
# expect: STOP2007 warning
CMD ["go", "run", "."]
