#!/bin/bash
mysqld --skip-networking &
pid=$!
mysql -e "CREATE DATABASE app"
kill "$pid"
wait "$pid"
exec mysqld
