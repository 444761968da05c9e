#!/bin/bash
set -e
gunicorn migrate:app
