FROM rust:1.80
# expect: STOP2007 warning
CMD ["cargo", "run", "--release"]
