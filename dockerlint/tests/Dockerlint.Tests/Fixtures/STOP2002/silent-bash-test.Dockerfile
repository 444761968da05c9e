FROM debian:12
SHELL ["/bin/bash", "-c"]
CMD [[ -n "$A" ]] && exec myserver; exec other
