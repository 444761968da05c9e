FROM debian:12
# expect: STOP2011 info 1-60 "would not mend the sh"
COPY --from=krallin/ubuntu-tini /usr/bin/tini /usr/bin/tini
# expect: STOP2003 error 19-35 "sh -c runs gunicorn without exec: sh stays"
CMD ["sh", "-c", "gunicorn app:app"]
