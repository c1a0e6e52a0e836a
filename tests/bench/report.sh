#!/bin/bash
# Reports: tests/bench/report.sh [BUILD [DATA [FORM...]]]
# vnreport on the articles of corpus/news and of the collections in DATA (default: ../shared/data), with one thread, for each
# FORM (default: html xlsx svg): processor seconds and peak memory from articles to the file, and its size. What is absent is
# skipped.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
bin=$(cd "${1:-$here/build}" && pwd)
data=${2:-$here/../shared/data}
shift $(($# < 2 ? $# : 2))
[ $# -gt 0 ] || set -- html xlsx svg
if [ ! -x /usr/bin/time ]; then
    echo "skipped: no /usr/bin/time"
    exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Processor seconds and megabytes of a command.
measure() { /usr/bin/time -o "$work/time" -f "%U %S %M" "$@" > "$work/out" 2> "$work/err" && awk '{ printf "%.2f s %4d MB", $1 + $2, $3 / 1024 }' "$work/time"; }

# report NAME INPUT FORM...
report()
{
    local name=$1 input=$2 form
    shift 2
    [ -r "$input" ] || { echo "skipped: no $input"; return 0; }
    printf '%-28s' "$name"
    for form; do
        printf '  %s: ' "$form"
        if measure "$bin/vnreport" -o "$work/report.$form" "$input"; then
            printf ' %5d KB' $(($(wc -c < "$work/report.$form") / 1024))
        else
            printf 'failed: %s' "$(head -n 1 "$work/err")"
        fi
        rm -f "$work/report.$form"
    done
    echo
}

# first N of a collection, when it is there
first() { [ ! -r "$data/news/vietnews-40k.jsonl.gz" ] || { gzip -cd "$data/news/vietnews-40k.jsonl.gz" 2> "$work/pipe" | head -n "$1" > "$work/$1.jsonl" || true; }; }

report corpus/news "$here/corpus/news" "$@"
report event_vnmds "$data/bench/event_vnmds.jsonl.gz" "$@"
report topic10_unc_2653 "$data/bench/topic10_unc_2653.jsonl.gz" "$@"
for n in 5000 20000; do
    first $n
    report "$n articles" "$work/$n.jsonl" "$@"
done
