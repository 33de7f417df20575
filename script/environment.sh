# Sourced by script/server and script/test: the folder, messages, and the Python environment in .venv.
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# Say in one line what is wrong and what to do, and stop.
stop() {
  echo "$1" >&2
  exit 1
}

PYTHON=${PYTHON:-python3}
command -v "$PYTHON" >/dev/null || stop "Python is missing. Install Python 3.11 or newer (on Debian: apt install python3 python3-venv)."
"$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
  stop "$("$PYTHON" -V 2>&1) is too old. Install Python 3.11 or newer, or name it: PYTHON=python3.12 $0"
"$PYTHON" -c 'import venv, ensurepip' 2>/dev/null ||
  stop "Python's venv module is missing. Install it (on Debian: apt install python3-venv) and run $0 again."

# Stop early where fewer than $1 megabytes are free.
need_space() {
  local free
  free=$(df -Pm . | awk 'NR == 2 { print $4 }')
  [ "$free" -ge "$1" ] || stop "The disk is full: $free MB free here, $1 MB needed. Free some space and run $0 again."
}

# Make .venv with the dependencies of pyproject.toml, under constraints.txt; $1 is "" or an extra such as "[dev]".
# Nothing is done when neither file has changed since.
make_environment() {
  local extra=$1 stamp
  stamp=".venv/made$extra-$(cat pyproject.toml constraints.txt | cksum | tr ' ' '-')"
  [ -e "$stamp" ] && return
  need_space 600
  [ -x .venv/bin/python ] || "$PYTHON" -m venv .venv ||
    stop "The folder .venv could not be made. Remove it and run $0 again."
  echo "Installing what the portal needs …"
  .venv/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".$extra" ||
    stop "The packages could not be installed. Check the network connection and run $0 again."
  touch "$stamp"
}
