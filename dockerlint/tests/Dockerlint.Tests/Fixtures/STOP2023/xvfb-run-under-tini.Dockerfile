FROM debian:12
ENTRYPOINT ["tini", "--"]
# expect: STOP2023 warning 6-16 "xvfb-run starts its command as a child, and"
CMD ["xvfb-run", "-a", "gunicorn", "app:app"]
