FROM rust:1.80
CMD ["cargo", "test"]
