#!/bin/bash
trap "service apache2 stop; exit 0" TERM INT
service apache2 start
tail -f /var/log/apache2/access.log &
wait
