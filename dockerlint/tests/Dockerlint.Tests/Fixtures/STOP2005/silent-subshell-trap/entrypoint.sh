#!/bin/bash
( trap 'exit 0' TERM; prepare )
exec gunicorn app:app
