#!/bin/bash
while true; do
  openssl x509 -checkend 86400 -in /certs/cert.pem || renew-certificate
  sleep 1d
done
