#!/bin/bash
gosu app tail -F -n 0 /logs/server.log &
exec gosu app gunicorn app
