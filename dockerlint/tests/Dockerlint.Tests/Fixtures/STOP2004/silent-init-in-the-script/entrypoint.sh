#!/bin/sh
exec tini -- gunicorn app:app
