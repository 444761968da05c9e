FROM debian:12
ENTRYPOINT ["sh", "-c", "exec \"$0\" \"$@\""]
CMD ["gunicorn", "app:app"]
