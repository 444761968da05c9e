#!/bin/bash
# expect: STOP2010 warning 1-20 "service runs beside php-fpm: php-fpm becomes PID 1"
service nginx start
exec php-fpm
