FROM rockylinux:9
# expect@+2: STOP2003 error
# expect: STOP2010 warning
CMD ["bash", "-c", "node side.js & gunicorn app:app"]
