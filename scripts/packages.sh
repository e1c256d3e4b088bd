# Sourced by scripts/test and scripts/demo: makes sure that the Debian packages of the named groups are installed.
# What is there is not touched. Needs root or sudo only when something is missing.

bpol_packages_build="g++ cmake ninja-build ccache mold pkg-config python3 \
  antlr4 libantlr4-runtime-dev uuid-dev llvm-19-dev libboost1.81-dev libssl-dev nlohmann-json3-dev libsimdjson-dev \
  libre2-dev libcli11-dev libedit-dev libsqlite3-dev libtomlplusplus-dev libicu-dev libseccomp-dev libgtest-dev libgmock-dev tzdata"
bpol_packages_run="curl openssl ca-certificates"

say() { printf '%s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }

install_packages() { # package names
  command -v dpkg-query >/dev/null || fail "this script needs a Debian 12 system: dpkg-query is not here"
  local missing="" package
  for package in "$@"; do
    dpkg-query -W -f='${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || missing="$missing $package"
  done
  [ -n "$missing" ] || return 0
  local become=""
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || fail "these Debian packages are missing, and neither root nor sudo is at hand to install them:$missing"
    become="sudo"
  fi
  say "installing Debian packages:$missing"
  local log; log=$(mktemp)
  # A held lock or a half-way mirror is given a second chance; the message of the last try is what the reader sees.
  if ! { $become env DEBIAN_FRONTEND=noninteractive apt-get update -qq &&
         $become env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
           -o DPkg::Lock::Timeout=120 $missing; } >"$log" 2>&1; then
    tail -n 15 "$log" >&2
    fail "could not install:$missing
  mend it by hand with: apt-get install$missing"
  fi
  rm -f "$log"
}
