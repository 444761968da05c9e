FROM postgres:16
CMD ["-c", "shared_buffers=256MB"]
