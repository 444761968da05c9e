#!/bin/bash
exec gunicorn app:app > >(tee /var/log/app.log) 2>&1
