#!/bin/bash
# expect: STOP2005 warning 1-42 "the trap leaves without telling service, which the"
trap "service cron stop; exit 0" TERM INT
service cron start
service apache2 start
tail -f /var/log/apache2/access.log &
wait
