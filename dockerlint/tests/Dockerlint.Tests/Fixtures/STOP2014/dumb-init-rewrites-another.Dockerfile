FROM nginx:1.18
ENTRYPOINT ["dumb-init", "--single-child", "--rewrite", "2:3", "--"]
# expect: STOP2014 warning 6-13 "SIGTERM (base image nginx:1.18) stops nginx at once"
CMD ["nginx", "-g", "daemon off;"]
