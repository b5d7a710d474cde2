# Set-up shared by examples/quickstart.sh and tests/run.sh; sourced, never run.
# Everything it makes lies under build/ of the repository, which git ignores; it may run any number of times.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
venv=$root/build/venv
python=$venv/bin/python
export PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1
export CCACHE_MAXSIZE=${CCACHE_MAXSIZE:-2G}

say() { printf '\n== %s\n' "$*"; }

# What compiling the library and its wheel takes.
build_packages=(g++ cmake ninja-build ccache libeigen3-dev libboost-dev libfmt-dev nlohmann-json3-dev python3-dev python3-venv)

# install_debian PACKAGE…: installs those that are missing, and says which.
install_debian() {
  local missing=() as_root=() package
  if ! command -v apt-get >/dev/null; then
    say "No apt-get here; taking for granted what Debian 12 names: $*"
    return
  fi
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
      say "Please install these Debian packages as root, then run this again: apt-get install ${missing[*]}"
      return 1
    fi
    as_root=(sudo)
  fi
  say "Installing Debian packages: ${missing[*]}"
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# make_venv: a virtual environment of our own on Debian's Python, so that nothing of the user's is touched.
make_venv() {
  local base=/usr/bin/python3
  [ -x "$base" ] || base=python3
  if ! "$python" -c '' 2>/dev/null; then
    say "Making a Python environment in build/venv"
    rm -rf "$venv"
    "$base" -m venv "$venv"
  fi
}

# install_wheel EXTRAS [PIP_ARGUMENT…]: builds the Python package and installs it with these extras.
# The wheel's build requirements live in the environment, so that a second build starts from the first one's objects.
install_wheel() {
  local extras=$1
  shift
  say "Building and installing mainstay[$extras] (Python packages come from pip's configured index)"
  "$python" -m pip install -q 'scikit-build-core>=0.10' 'pybind11>=2.10'
  # Python would name the compiler otherwise than CMake does, and ccache would take it for another.
  CC=${CC:-cc} CXX=${CXX:-c++} "$python" -m pip install -q --no-build-isolation --config-settings=build-dir="$root/build/wheel" "$@" "$root[$extras]"
}
