#!/bin/sh
python -m alembic_wait
wait-for-it db:5432
# expect: STOP2011 info "a stop in that time is lost"
exec tini -- gunicorn app:app
