# Sourced after debian.bash: the recipe of `cached postgresql-15-pgvector postgres <definition of debian>`.

# PostgreSQL finds its files by where its programs are, so an unpacked package works anywhere. The extension is built for
# these very files, by hand: the makefile of the packages names their installed places.
postgres() { # folder, definition of debian
  eval "$2"
  debian bookworm "$1" unpack postgresql-15 postgresql-client-15 postgresql-server-dev-15 libpq5 libicu72 libldap-2.5-0 \
    libxml2 libxslt1.1
  local lib=$1/usr/lib/postgresql/15/lib extension=$1/usr/share/postgresql/15/extension version
  mkdir "$1/source"
  debian trixie "$1/source" source pgvector
  cd "$1/source"
  tar xzf pgvector_*.orig.tar.gz
  cd pgvector-*/
  gcc -O2 -fPIC -shared -w -I"$1/usr/include/postgresql/15/server" -o "$lib/vector.so" src/*.c -lm
  version=$(sed -n "s/^default_version = '\(.*\)'/\1/p" vector.control)
  cp vector.control "$extension"
  cp sql/vector.sql "$extension/vector--$version.sql"
  cd "$1"
  rm -rf source
}
