#!/bin/sh
# Puts the modules that the browser tests are written with into BUILD/tests/browser, in the versions of package-lock.json:
# install.sh BUILD
set -eu
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1/tests/browser"
cp "$here/package.json" "$here/package-lock.json" "$1/tests/browser"
npm ci --prefix "$1/tests/browser" --no-audit --no-fund --ignore-scripts
