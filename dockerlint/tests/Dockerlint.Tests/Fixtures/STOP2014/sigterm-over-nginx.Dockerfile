FROM nginx:1.27
# expect: STOP2014 warning 12-19 "drains on SIGQUIT"
STOPSIGNAL SIGTERM
CMD ["nginx", "-g", "daemon off;"]
