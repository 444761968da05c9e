FROM httpd:2.4
# expect: STOP2014 warning 6-16 "SIGWINCH (base image httpd:2.4) does not end gunicorn,"
CMD ["gunicorn", "app:app"]
