#!/bin/sh
gunicorn app:app &
# expect: STOP2004 error "without a trap"
wait
