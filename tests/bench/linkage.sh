#!/bin/sh
# Hierarchies beside fastcluster and scipy: tests/bench/linkage.sh BUILD MATRIX, a matrix of zipf.py of some thousand rows.
# User seconds, wall seconds, megabytes beyond the matrix, each the least of three runs that take turns, with the matrix of
# similarities, and the sum of the heights. Needs the target `kernel`.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
bin=$(cd "${1:-$here/build}" && pwd)
matrix=${2:?a matrix}
python=/usr/bin/python3
if [ ! -x "$bin/tests/kernel" ]; then
    echo "skipped: no $bin/tests/kernel, build the target kernel"
    exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for _ in 1 2 3; do
    for method in average complete ward; do
        "$bin/tests/kernel" "$method" "$matrix" 1 > "$work/x" && sed "s/^/vntext $method	/" "$work/x"
    done
    for peer in average_fastcluster average_scipy; do
        $python "$here/tests/bench/kernel_peers.py" $peer "$matrix" 1 2> /dev/null > "$work/x" &&
            sed "s/^/$peer	/" "$work/x" || echo "skipped $peer: not installed"
    done
done | awk -F'\t' '{ k = $1; if (/^skipped/) { if (!seen[$0]++) print; next }
        if (!(k in user) || $2 < user[k]) { user[k] = $2; rest[k] = $0 } }
    END { for (k in rest) print rest[k] }' | LC_ALL=C sort
