#!/bin/sh
. /lib.sh
run "$@"
