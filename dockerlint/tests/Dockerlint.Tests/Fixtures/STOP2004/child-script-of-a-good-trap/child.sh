#!/bin/bash
# The trap of start.sh tells this script and waits for it: it dies of the signal, and nginx with the container.
# expect: STOP2004 error 1-23 "child.sh runs nginx without exec, so SIGTERM reaches"
nginx -g "daemon off;"
