#!/bin/bash
while true; do
  for host in intranet wiki crm billing; do
    /usr/lib/nagios/plugins/check_http -H "$host" || echo "$(date) $host is down" >> /var/log/monitor.log
  done
  sleep 60
done
