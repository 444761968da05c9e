#!/bin/bash
rsyslogd
env > /etc/environment
cron -f
