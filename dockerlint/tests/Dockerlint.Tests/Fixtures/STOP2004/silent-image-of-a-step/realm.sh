#!/bin/bash
kcadm.sh config credentials
kcadm.sh create realms -s enabled=true
