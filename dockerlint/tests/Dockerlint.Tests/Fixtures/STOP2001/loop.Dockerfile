FROM debian:12
# expect: STOP2001 warning 1-39 "loops for ever"
CMD while true; do date; sleep 1; done
