FROM debian:12
CMD ["sh", "-c", "python manage.py migrate"]
