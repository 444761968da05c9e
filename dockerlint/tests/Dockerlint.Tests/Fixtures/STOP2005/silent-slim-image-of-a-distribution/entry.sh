function ended {
  kill $pid
  wait $pid
}
trap ended SIGTERM
gunicorn app:app &
pid=$!
wait $pid
