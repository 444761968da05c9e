FROM rockylinux:9
# expect@+2: STOP2003 error 36-52 "bash -c runs gunicorn without exec: bash stays"
# expect: STOP2010 warning 21-33 "node runs beside gunicorn: bash does not pass"
CMD ["bash", "-c", "node side.js & gunicorn app:app"]
