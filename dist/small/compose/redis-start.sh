#!/bin/sh
set -eu
: "${REDIS_PASSWORD:?is not set}"
: "${REDIS_MONITOR_PASSWORD:?is not set}"
umask 077
conf=/tmp/redis.conf
hash=$(printf %s "$REDIS_PASSWORD" | sha256sum | cut -c1-64)
monitor=$(printf %s "$REDIS_MONITOR_PASSWORD" | sha256sum | cut -c1-64)
bytes=$(printf %s "$REDIS_PASSWORD" | od -An -v -tx1 | tr -d '\n' | sed 's/ /\\x/g')
{
  cat "$1"
  echo "user default on #$hash ~* &* +@all -@dangerous +info"
  echo "user operator on #$hash ~* &* +@all"
  echo "user monitor on #$monitor -@all +ping +info +client|setname +cluster|info +cluster|nodes +cluster|slots +latency|latest +latency|histogram +slowlog|get +slowlog|len"
  echo "masteruser operator"
  printf 'masterauth "%s"\n' "$bytes"
} > "$conf"
exec redis-server "$conf"
