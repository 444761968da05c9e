#!/bin/bash
rm -f tmp/pids/server.pid
bundle exec rake db:migrate
bundle exec "$@"
