FROM debian:12
# expect@+4: STOP2004 error
COPY --chmod=755 <<"EOF" /entrypoint.sh
#!/bin/sh
set -e
"$@"
EOF
ENTRYPOINT ["/entrypoint.sh"]
CMD ["gunicorn", "app:app"]
