#!/bin/bash
source /opt/venv/bin/activate
# expect: STOP2004 warning
worker --queue default
