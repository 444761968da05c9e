#!/bin/sh
cron
exec tini -- gunicorn app:app
