#!/bin/sh
/usr/bin/prepare
# expect: STOP2004 warning
/usr/bin/serve
