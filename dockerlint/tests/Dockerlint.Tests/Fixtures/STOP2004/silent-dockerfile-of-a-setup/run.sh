#!/bin/sh
set -e
create-users --all
