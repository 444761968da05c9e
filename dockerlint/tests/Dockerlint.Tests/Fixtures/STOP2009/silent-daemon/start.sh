#!/bin/bash
# expect: STOP2005 warning 1-46 "the trap passes the signal on and leaves"
trap 'xargs kill < /run/app.pid; exit 0' TERM
tail -F /log/app.log &
sudo -E -u app gunicorn --daemon --pid /run/app.pid app:app
wait
