FROM busybox:1.36
# expect: STOP2001 warning 1-39 "CMD in shell form: sh loops for ever"
CMD while true; do date; sleep 5; done
