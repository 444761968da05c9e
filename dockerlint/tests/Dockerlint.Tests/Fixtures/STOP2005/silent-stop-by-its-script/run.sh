#!/bin/bash
trap "/opt/server/bin/shutdown.sh; exit 0" TERM
/opt/server/bin/startup.sh &
wait $!
