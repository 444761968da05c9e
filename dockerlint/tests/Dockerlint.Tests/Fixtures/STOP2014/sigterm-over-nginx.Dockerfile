FROM nginx:1.27
# expect: STOP2014 warning "drains on SIGQUIT"
STOPSIGNAL SIGTERM
CMD ["nginx", "-g", "daemon off;"]
