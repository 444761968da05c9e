FROM alpine:3.20
CMD [ -f /config ] && exec myserver
