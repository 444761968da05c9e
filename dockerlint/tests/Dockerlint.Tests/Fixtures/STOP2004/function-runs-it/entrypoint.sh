#!/bin/bash
_main() {
  # expect: STOP2004 error 3-7 "entrypoint.sh runs its arguments ("$@") without exec, so"
  "$@"
}
_main "$@"
