FROM debian:12
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
# expect: STOP2001 info 1-32 "bash replaces itself"
CMD cd /app && gunicorn app:app
