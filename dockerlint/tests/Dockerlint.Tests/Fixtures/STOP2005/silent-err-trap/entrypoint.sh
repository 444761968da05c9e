#!/bin/bash
set -eE
trap 'echo failed' ERR
exec gunicorn app:app
