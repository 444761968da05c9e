#!/bin/bash
# expect: STOP2010 warning
service nginx start
exec php-fpm
