# Sourced by the `install` of a part: tools that are made once, in a cache outside the checkout.

# cached NAME FUNCTION [WORD ...]: prints the folder NAME-<checksum> of the cache. Where it is not there yet, FUNCTION
# fills it: called with the folder and the words, in a shell of its own, which knows nothing else of the caller. So the
# text of FUNCTION and the words are the whole recipe, and the checksum is theirs. A folder is there whole or not at all;
# where two make it at once, the second keeps the first one's. Ends with FUNCTION's exit code.
cached() {
  local name=$1 build=$2 words=("${@:3}") recipe checksum folder code=0 start=$SECONDS
  recipe="$(declare -f "$build"); $build \"\$@\""
  checksum=$(printf '%s\0' "$recipe" ${words[@]+"${words[@]}"} | cksum | cut -d ' ' -f 1)
  folder=${XDG_CACHE_HOME:-$HOME/.cache}/memorai-infra/$name-$checksum
  if [ ! -d "$folder" ]; then
    mkdir -p "${folder%/*}"
    temporary=$(mktemp -d "$folder.XXXXXX")
    trap 'rm -rf "$temporary"' EXIT
    echo "installing $name" >&2
    bash -euo pipefail -c "$recipe" bash "$temporary" ${words[@]+"${words[@]}"} >&2 || code=$?
    [ "$code" -eq 0 ] || return "$code"
    # rename(2), which refuses a folder that has files; mv would put the one into the other.
    node -e 'require("node:fs").renameSync(process.argv[1], process.argv[2])' "$temporary" "$folder" 2>/dev/null || [ -d "$folder" ]
    echo "installed $name in $((SECONDS - start)) s" >&2
  fi
  printf '%s\n' "$folder"
}

# go_program NAME VERSION PACKAGE [WORD ...]: prints the path of a program. The one on the PATH, where NAME with the words
# says that it has this version; else one that Go builds from its module. Exit code 3 where that needs a Go that is not
# there.
go_program() {
  local name=$1 version=$2 package=$3 said folder
  if said=$("$name" "${@:4}" 2>/dev/null) && [[ " $said " == *[!0-9.]"$version"[!0-9.]* ]]; then
    command -v "$name"
    return
  fi
  folder=$(cached "$name-$version" go_install "$package@v$version") || return
  printf '%s\n' "$folder/$name"
}

# Fills a folder with the program of PACKAGE@VERSION.
go_install() {
  if [[ "$(go env GOVERSION 2>/dev/null)" != go1.@(2[6-9]|[3-9][0-9])* ]]; then
    echo 'Go 1.26 or newer is needed (its toolchain is not downloaded)'
    exit 3
  fi
  cd "$1"
  CGO_ENABLED=0 GOTOOLCHAIN=local GOFLAGS=-buildvcs=false GOBIN=$1 go install -trimpath "$2"
}
