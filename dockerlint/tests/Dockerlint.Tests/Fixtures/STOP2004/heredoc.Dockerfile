FROM debian:12
# expect@+4: STOP2004 error 1-5 "entrypoint.sh runs its arguments ("$@") without exec, so"
COPY --chmod=755 <<"EOF" /entrypoint.sh
#!/bin/sh
set -e
"$@"
EOF
ENTRYPOINT ["/entrypoint.sh"]
CMD ["gunicorn", "app:app"]
