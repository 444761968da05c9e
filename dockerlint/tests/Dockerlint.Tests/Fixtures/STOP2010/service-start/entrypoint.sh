#!/bin/bash
# expect: STOP2010 warning 1-20 "nginx runs beside php-fpm: php-fpm becomes PID 1"
service nginx start
exec php-fpm
