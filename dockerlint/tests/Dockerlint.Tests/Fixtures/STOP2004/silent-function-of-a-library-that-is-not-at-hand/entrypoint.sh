#!/bin/bash
. "${LIBRARY:-/opt/scripts}/functions.sh"
log_info starting
run_server
