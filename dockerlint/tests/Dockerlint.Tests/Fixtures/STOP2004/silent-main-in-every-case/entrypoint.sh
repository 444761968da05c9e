#!/bin/bash
set -euo pipefail
migrate() { python manage.py migrate; }
main() {
  migrate
  case "${ROLE:-web}" in
    web) exec gunicorn app:app ;;
    worker) exec celery -A app worker ;;
  esac
}
main "$@"
