FROM rust:1.80
# expect: STOP2007 warning 6-13 "cargo run is the main process: the compiler's"
CMD ["cargo", "run", "--release"]
