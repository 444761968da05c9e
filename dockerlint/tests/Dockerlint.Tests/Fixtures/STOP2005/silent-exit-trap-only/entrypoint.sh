#!/bin/bash
trap 'rm -rf /tmp/work' EXIT
python manage.py migrate
