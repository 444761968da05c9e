FROM debian:12
RUN ln -sf /bin/bash /bin/sh
# expect: STOP2003 info
CMD ["sh", "-c", "gunicorn app:app"]
