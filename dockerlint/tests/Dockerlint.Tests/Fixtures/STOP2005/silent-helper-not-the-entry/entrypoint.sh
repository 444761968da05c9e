#!/bin/bash
trap 'exit 0' TERM
gunicorn app:app &
wait
