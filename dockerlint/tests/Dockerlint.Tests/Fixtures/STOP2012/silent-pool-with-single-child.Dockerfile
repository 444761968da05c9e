FROM python:3.12
RUN apt-get update && apt-get install -y dumb-init
WORKDIR /app
COPY . .
ENTRYPOINT ["dumb-init", "--single-child", "--"]
CMD ["celery", "-A", "tasks", "worker", "--concurrency=8"]
