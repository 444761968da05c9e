#!/bin/bash
# expect: STOP2009 warning 6-10 "sudo starts gunicorn as a child: sudo waits"
exec sudo -E -u www "$@"
