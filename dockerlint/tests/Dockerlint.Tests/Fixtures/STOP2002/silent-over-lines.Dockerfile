FROM debian:12
CMD [ \
  "myserver", \
  # a comment
  "--port" \
]
