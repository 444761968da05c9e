FROM debian:12
# expect: STOP2009 warning
CMD ["sudo", "-u", "www", "gunicorn", "app:app"]
