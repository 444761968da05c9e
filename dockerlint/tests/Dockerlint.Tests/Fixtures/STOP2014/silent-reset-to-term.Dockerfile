FROM nginx:1.27
STOPSIGNAL SIGTERM
CMD ["gunicorn", "app:app"]
