#!/bin/sh
exec su-exec www "$@"
