# Sourced by recipes: packages of Debian, unpacked and not installed. No root, and the system's own sources stay as they
# are: a private state of apt, on the mirror that this machine uses.

# debian SUITE FOLDER VERB PACKAGE...: `unpack` binary packages, or download a `source`, into FOLDER
debian() {
  local suite=$1 folder=$2 verb=$3 state uri deb key=/usr/share/keyrings/debian-archive-keyring.gpg
  shift 3
  state=$(mktemp -d)
  mkdir -p "$state"/{lists,archives}/partial
  touch "$state/status" # as if nothing were installed: what is there may be newer than the archive
  # Not grep -q: it would end the writer.
  uri=$(apt-get indextargets --format '$(REPO_URI)' | grep -v security | sort -u | sed -n 1p)
  printf '%s [signed-by='"$key"'] '"$uri $suite"' main\n' deb deb-src >"$state/sources.list"
  cat >"$state/apt.conf" <<CONF
Dir::Etc::sourcelist "$state/sources.list";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
Dir::State::lists "$state/lists";
Dir::State::status "$state/status";
Dir::Cache "$state";
Dir::Cache::archives "$state/archives";
APT::Sandbox::User "root";
CONF
  APT_CONFIG=$state/apt.conf apt-get -qq update
  (
    cd "$state"
    case $verb in
    unpack)
      APT_CONFIG=$state/apt.conf apt-get -qq download "$@"
      for deb in *.deb; do dpkg -x "$deb" "$folder"; done
      ;;
    source)
      cd "$folder"
      APT_CONFIG=$state/apt.conf apt-get -qq source --download-only "$@"
      ;;
    esac
  )
  rm -rf "$state"
}
