#!/bin/bash
# Labels news for train.sh by the votes of VnCoreNLP, underthesea and pyvi: label.sh PEERS NEWS... > news-voted.seg
# PEERS: the folder of peers that tests/bench/peer.py describes. NEWS: JSON Lines, gzipped. Half an hour on two cores for
# 139 MB of text. A part (one of 24) that a segmenter breaks off at is left out, which standard error tells.
set -euo pipefail
[ $# -ge 2 ] || { sed -n '2,4s/^# //p' "$0" >&2; exit 2; }
export PEERS=$1 here
here=$(cd "$(dirname "$0")" && pwd)
shift
export work
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 "$here/label.py" text "$@" > "$work/all"
(cd "$work" && split -n l/24 -d all part.)

label() # PART PEER
{
    [ -e "$1" ] || return 0
    "$PEERS/py/bin/python" "$here/../../tests/bench/peer.py" "$2" "$PEERS" --as-is < "$1" > "$1.$2" 2> "$1.$2.log" && return
    echo "label.sh: $(basename "$1") is left out: $2 ends with: $(tail -n 1 "$1.$2.log")" >&2
    rm -f "$1"
}
export -f label
for part in "$work"/part.??; do
    printf '%s\n' "$part vncorenlp" "$part underthesea" "$part pyvi"
done | xargs -P "$(nproc)" -L 1 bash -c 'label $0 $1'
for part in "$work"/part.??; do # those that every segmenter took
    python3 "$here/label.py" vote "$part" "$part.vncorenlp" "$part.underthesea" "$part.pyvi"
done
