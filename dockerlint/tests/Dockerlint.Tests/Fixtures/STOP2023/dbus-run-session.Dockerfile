FROM debian:12
# expect: STOP2023 warning 6-24 "dbus-run-session starts its command as a child, and"
CMD ["dbus-run-session", "--", "nginx", "-g", "daemon off;"]
