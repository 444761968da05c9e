FROM debian:12
# expect: STOP2009 warning 6-12 "sudo starts gunicorn as a child: sudo waits"
CMD ["sudo", "-u", "www", "gunicorn", "app:app"]
