FROM registry.example.com/nginx-like
CMD ["gunicorn", "app:app"]
