#!/bin/bash
# expect: STOP2005 warning 1-34 "the trap runs only after gunicorn has ended"
trap 'echo stopping; exit 0' TERM
gunicorn app:app
