FROM python:3.12
RUN apt-get update && apt-get install -y dumb-init
WORKDIR /app
COPY . .
# expect: STOP2012 warning 13-24 "dumb-init signals the whole process group"
ENTRYPOINT ["dumb-init", "--"]
CMD ["celery", "-A", "tasks", "worker", "--concurrency=8"]
