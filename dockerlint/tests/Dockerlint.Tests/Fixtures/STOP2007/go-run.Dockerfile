FROM golang:1.23
# expect: STOP2007 warning 6-10 "go run is the main process: go run"
CMD ["go", "run", "."]
