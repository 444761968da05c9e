# Tasks of rake run in its own process: no shell is in between.
FROM ruby:3.3
WORKDIR /app
COPY . .
CMD ["bundle", "exec", "rake", "jobs:work"]
