#!/bin/bash
# Sets of articles: seconds of one core and memory of lists, keyness and trends; what the window of trends does; the first terms of
# each month, to be read. tests/bench/trends.sh [BUILD [DATA]]
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
bin=$(cd "${1:-$here/build}" && pwd)
data=${2:-$here/../shared/data}
days=$data/news/headlines-2025-26.jsonl.gz
articles=$data/news/vietnews-40k.jsonl.gz
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8
[ -r "$days" ] || { echo "no $days: nothing to measure"; exit 0; }

# took NAME COMMAND...: its seconds and memory, of three runs the fastest.
took()
{
    local name=$1
    shift
    for _ in 1 2 3; do
        /usr/bin/time -f '%U %M' "$@" 2>> "$work/$name" > "$work/out"
    done
    sort -n "$work/$name" | awk -v name="$name" 'NR == 1 { printf "%-28s %6.2f s %6.0f MB\n", name, $1, $2 / 1024 }'
}

echo "seconds of one core, memory (46,105 headlines; 39,628 articles)"
took "--trend" "$bin/vnkey" --trend "$days"
zcat "$days" | sed -E 's/.*"date": ?"([0-9-]*).*/\1\t&/' | sort -s -k 1,1 | cut -f 2- > "$work/sorted.jsonl"
took "--trend --sorted" "$bin/vnkey" --trend --sorted "$work/sorted.jsonl"
took "--trend --term" "$bin/vnkey" --trend --term "giá vàng" "$days"
took "--by date, headlines" "$bin/vnkey" --by date --period month "$days"
if [ -r "$articles" ]; then
    took "--all, articles" "$bin/vnkey" --all "$articles"
    took "--against default, articles" "$bin/vnkey" --against default "$articles"
fi

echo
echo "window: bursts told, words only and with phrases"
for window in 7 14 28; do
    echo "$window $("$bin/vnkey" --trend --window $window -g 1 "$days" | wc -l)" \
        "$("$bin/vnkey" --trend --window $window "$days" | wc -l)"
done

echo
echo "keywords of the months"
"$bin/vnkey" --by date --period month -n 8 "$days" | "$bin/vnview" -o tsv -f date,documents,keywords
