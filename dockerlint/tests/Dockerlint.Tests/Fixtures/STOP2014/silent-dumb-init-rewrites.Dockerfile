FROM nginx:1.18
ENTRYPOINT ["dumb-init", "--rewrite", "15:3", "--"]
CMD ["nginx", "-g", "daemon off;"]
