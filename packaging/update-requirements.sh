#!/bin/sh
# Takes the newest versions of everything in requirements*.in, for every platform and every Python
# the program runs on, with the hash of each file, and writes them into requirements*.txt.
#
#   packaging/update-requirements.sh                          everything to its newest version
#   packaging/update-requirements.sh --upgrade-package ruff   that one alone; the others stay
#
# uv does the work, from a folder of its own that is removed again: `.venv` holds nothing unpinned.
set -eu

cd "$(dirname "$0")/.."
uv=0.13.9
oldest_python=3.10
[ $# -gt 0 ] || set -- --upgrade

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder"
"$folder/bin/python" -m pip install --quiet --disable-pip-version-check "uv==$uv"

for name in requirements requirements-dev requirements-bench; do
    "$folder/bin/uv" pip compile --quiet --universal --python-version "$oldest_python" \
        --generate-hashes --no-annotate \
        --custom-compile-command "make update-requirements" \
        "$@" "$name.in" --output-file "$name.txt"
done
echo "requirements*.txt are new; .venv follows with the next make."
