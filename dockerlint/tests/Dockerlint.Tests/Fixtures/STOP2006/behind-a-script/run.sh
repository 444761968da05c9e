#!/bin/sh
# expect@+2: STOP2004 error 1-11 "write exec in front of it"
# expect: STOP2006 warning 1-5 "without the shell in front of it yarn is the main process: it exits on SIGTERM at once"
yarn start
