FROM debian:12
CMD ["su", "www", "-c", "python manage.py migrate"]
