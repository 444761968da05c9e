#!/bin/bash
set -e
gunicorn import:app
