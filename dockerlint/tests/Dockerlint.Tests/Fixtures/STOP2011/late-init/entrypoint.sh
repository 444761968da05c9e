#!/bin/sh
python -m alembic_wait
wait-for-it db:5432
# expect: STOP2011 info 1-30 "a stop in that time is lost"
exec tini -- gunicorn app:app
