FROM debian:12
CMD ["conda", "run", "--no-capture-output", "-n", "web", "gunicorn", "app:app"]
