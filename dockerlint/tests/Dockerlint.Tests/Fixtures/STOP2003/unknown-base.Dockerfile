FROM registry.example.com/base
# expect: STOP2003 warning
CMD ["sh", "-c", "gunicorn app:app"]
