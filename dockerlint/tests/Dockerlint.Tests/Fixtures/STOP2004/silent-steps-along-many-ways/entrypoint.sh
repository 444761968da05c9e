#!/bin/sh
as_user() {
    if [ "$(id -u)" = 0 ]; then
        su -p "$user" -s /bin/sh -c "$1"
    fi
}
hooks() {
    if ! [ -d "$1" ] || site-is-empty "$1"; then
        return 0
    fi
    find "$1" | sort | (
        while read -r hook; do
            as_user "$hook" || {
                exit 1
            }
        done
    )
}
if [ -n "$INSTALL" ]; then
  hooks pre-install
  if [ -n "$FORCE_INSTALL" ] && [ -n "$HOST" ]; then
    until [ "$try" -gt 10 ] || as_user "php console install"; do
      sleep 1
    done
    as_user "php console list" | sort
  fi
  hooks post-install
fi
if [ -n "$UPGRADE" ]; then
  hooks pre-upgrade
  if [ -n "$FORCE_UPGRADE" ] && [ -n "$HOST" ]; then
    until [ "$try" -gt 10 ] || as_user "php console upgrade"; do
      sleep 1
    done
    as_user "php console list" | sort
  fi
  hooks post-upgrade
fi
if [ -n "$THEMES" ]; then
  hooks pre-themes
  if [ -n "$FORCE_THEMES" ] && [ -n "$HOST" ]; then
    until [ "$try" -gt 10 ] || as_user "php console themes"; do
      sleep 1
    done
    as_user "php console list" | sort
  fi
  hooks post-themes
fi
if [ -n "$PLUGINS" ]; then
  hooks pre-plugins
  if [ -n "$FORCE_PLUGINS" ] && [ -n "$HOST" ]; then
    until [ "$try" -gt 10 ] || as_user "php console plugins"; do
      sleep 1
    done
    as_user "php console list" | sort
  fi
  hooks post-plugins
fi
if [ -n "$LANGUAGES" ]; then
  hooks pre-languages
  if [ -n "$FORCE_LANGUAGES" ] && [ -n "$HOST" ]; then
    until [ "$try" -gt 10 ] || as_user "php console languages"; do
      sleep 1
    done
    as_user "php console list" | sort
  fi
  hooks post-languages
fi
if [ -n "$DOMAINS" ]; then
  hooks pre-domains
  if [ -n "$FORCE_DOMAINS" ] && [ -n "$HOST" ]; then
    until [ "$try" -gt 10 ] || as_user "php console domains"; do
      sleep 1
    done
    as_user "php console list" | sort
  fi
  hooks post-domains
fi
if [ -n "$CACHE" ]; then
  hooks pre-cache
  if [ -n "$FORCE_CACHE" ] && [ -n "$HOST" ]; then
    until [ "$try" -gt 10 ] || as_user "php console cache"; do
      sleep 1
    done
    as_user "php console list" | sort
  fi
  hooks post-cache
fi
exec "$@"
