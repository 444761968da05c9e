#!/bin/bash
# expect: STOP2009 warning
exec sudo -E -u www "$@"
