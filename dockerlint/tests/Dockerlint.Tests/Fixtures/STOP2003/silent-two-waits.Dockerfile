FROM debian:12
CMD ["bash", "-c", "trap 'kill -TERM $p' TERM; gunicorn app:app & p=$!; wait $p; wait $p"]
