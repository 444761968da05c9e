FROM continuumio/miniconda3
SHELL ["conda", "run", "-n", "app", "/bin/bash", "-c"]
CMD exec gunicorn app:app
