run() {
  exec "$@"
}
