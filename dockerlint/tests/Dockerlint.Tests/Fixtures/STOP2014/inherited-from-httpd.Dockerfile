FROM httpd:2.4
# expect: STOP2014 warning
CMD ["gunicorn", "app:app"]
