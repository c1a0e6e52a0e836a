#!/bin/sh
# Accuracy, then speed of vnseg and of the peers that are installed, as Markdown:
# tests/bench/segmentation.sh [--quick] [BUILD [DATA]]; see accuracy.sh and speed.sh, which are its two halves.
set -eu
here=$(dirname "$0")
"$here/accuracy.sh" "$@"
echo
"$here/speed.sh" "$@"
