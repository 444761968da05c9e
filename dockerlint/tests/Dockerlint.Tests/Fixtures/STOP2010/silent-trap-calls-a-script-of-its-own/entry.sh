#!/bin/bash
service nginx start
/app/all.sh start
trap "/app/all.sh stop && exit 0" TERM
while true; do sleep 1; done
