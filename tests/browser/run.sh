#!/bin/sh
# The report's page in a real browser:
#
#   run.sh BUILD [DATA [NAME...]]   all tests, or those whose names hold one of these words; with DATA ($VN_DATA), a folder
#                                   that has bench/topic10_*.jsonl.gz, on pages of thousands of articles too
#
# Wants node, Chromium (/usr/bin/chromium or $VN_CHROMIUM), pdftotext, and the modules that install.sh puts into
# BUILD/tests/browser (or $VN_NODE_MODULES); exit code 77 when one is missing.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "$1" && pwd)
data=${2-${VN_DATA-}}
. "$here/needs.sh"
[ -z "$data" ] || [ -e "$data/bench/topic10_unc_2653.jsonl.gz" ] || { echo "no such data in $data: without it"; data=; }

[ $# -lt 2 ] && shift || shift 2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
node "$here/report.js" "$build" "$work" ${data:+"$data"} ${1+-- "$@"}
