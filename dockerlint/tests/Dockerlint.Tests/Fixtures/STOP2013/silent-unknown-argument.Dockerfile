FROM debian:12
ARG SIGNAL
STOPSIGNAL ${SIGNAL}
CMD ["gunicorn", "app:app"]
