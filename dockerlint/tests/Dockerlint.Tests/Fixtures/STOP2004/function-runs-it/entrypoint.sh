#!/bin/bash
_main() {
  # expect: STOP2004 error
  "$@"
}
_main "$@"
