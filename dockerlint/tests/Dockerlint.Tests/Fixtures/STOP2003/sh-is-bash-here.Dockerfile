FROM debian:12
RUN ln -sf /bin/bash /bin/sh
# expect: STOP2003 info 19-35 "sh -c works today only because bash replaces"
CMD ["sh", "-c", "gunicorn app:app"]
