FROM debian:12
# expect: STOP2011 info "would not mend the sh"
COPY --from=krallin/ubuntu-tini /usr/bin/tini /usr/bin/tini
# expect: STOP2003 error
CMD ["sh", "-c", "gunicorn app:app"]
