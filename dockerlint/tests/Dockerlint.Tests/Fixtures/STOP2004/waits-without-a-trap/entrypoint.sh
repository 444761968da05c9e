#!/bin/sh
gunicorn app:app &
# expect: STOP2004 error 1-5 "without a trap"
wait
