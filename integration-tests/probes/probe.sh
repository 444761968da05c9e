#!/bin/sh
# The probe for images that have a shell and nothing else; the same words as DotNetProbe. It is its own handler, so start it
# with exec or in exec form: probe.sh none | term | ignore | int | slow N
finish() { echo "got $1"; sleep "${seconds:-0}"; echo done; exit 0; }
seconds="$2"
case "$1" in
  term | slow) trap 'finish SIGTERM' TERM ;;
  ignore) trap '' TERM ;;
  int) trap 'finish SIGINT' INT ;;
esac
echo ready
while :; do sleep 1 & wait $!; done
