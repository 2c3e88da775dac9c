# Sourced after debian.bash: the recipe of `cached redis-7 redis <definition of debian>`.

redis() { # folder, definition of debian
  eval "$2"
  debian bookworm "$1" unpack redis-server redis-tools liblzf1 libhiredis0.14 libjemalloc2 liblua5.1-0 lua-cjson lua-bitop
}
