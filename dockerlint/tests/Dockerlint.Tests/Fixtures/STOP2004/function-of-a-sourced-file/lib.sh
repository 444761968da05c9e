# Enough text in front that offsets of this file are none of the script's.
run() {
  # expect: STOP2004 error 3-7 "entrypoint.sh runs its arguments ("$@") without exec, so"
  "$@"
}
