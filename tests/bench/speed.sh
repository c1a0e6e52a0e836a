#!/bin/bash
# Speed and memory of vnseg beside wc -w, uconv and the peers that are installed, as Markdown:
# tests/bench/speed.sh [--quick] [BUILD [DATA]]
# News of DATA (../shared/data), a line an article. All run in turn, round by round, and the best of the rounds
# counts: other work on the machine only ever adds. MB/s are of user seconds, what one core needs; wall seconds beside.
# A peer reads less text than we do, and the seconds that it takes to start are taken off, ours are not. PEERS: see peer.py.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
. "$here/tests/bench/beside.sh"
rounds=5 megabytes=30 starts=50 share=1
if [ "${1-}" = --quick ]; then
    rounds=3 megabytes=6 starts=10 share=10
    shift
fi
bin=$(cd "${1:-$here/build}" && pwd)
news=${2:-$here/../shared/data}/news/vietnews-40k.jsonl.gz
[ ! -d "$PEERS" ] || PEERS=$(cd "$PEERS" && pwd)
if [ ! -r "$news" ]; then
    echo "skipped: speed (no $news)" >&2
    exit 0
fi
news=$(cd "$(dirname "$news")" && pwd)/${news##*/}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C.UTF-8
TIMEFORMAT='%3U %3R'

# clock FILE INPUT COMMAND...: runs it, adds its user and wall seconds to FILE.
clock()
{
    local file=$1 input=$2
    shift 2
    { time "$@" < "$input" > /dev/null 2> log.txt; } 2>> "$file" || { cat log.txt >&2; exit 1; }
}

# least FILE COLUMN: the smallest number; middle FILE COLUMN: the median.
least() { cut -d ' ' -f "$2" "$1" | sort -g | head -n 1; }
middle()
{
    cut -d ' ' -f "$2" "$1" | sort -g |
        awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
}

# over FILE OTHER COLUMN: the least of one over the least of the other.
over() { awk -v a="$(least "$1" "$3")" -v b="$(least "$2" "$3")" 'BEGIN { printf "%.2f", a / b }'; }

# lines KILOBYTES FILE: whole lines of it, that much or a little less, one at least.
lines() { awk -v most=$(($1 * 1000)) '{ n += length($0) + 1 } n > most && NR > 1 { exit } { print }' "$2"; }

texts()
{
    gzip -dc "$news" > all.jsonl
    "$bin/vnview" -o lines -f text all.jsonl > all.txt
    LC_ALL=C lines $((megabytes * 1000)) all.txt > some.txt
    LC_ALL=C lines $((megabytes * 1000)) all.jsonl > some.jsonl
    while IFS='|' read -r name _ kilobytes _; do
        LC_ALL=C lines $((kilobytes / share)) all.txt > "$name.txt"
    done < installed.txt
}

round()
{
    local name python
    clock t.lines some.txt "$bin/vnseg" -i lines -o lines
    clock t.two some.txt "$bin/vnseg" -j 2 -i lines -o lines
    clock t.jsonl some.jsonl "$bin/vnseg" -i jsonl
    clock t.wc some.txt wc -w
    if command -v uconv > /dev/null; then clock t.uconv some.txt uconv -f utf-8 -t utf-8 -x nfc; fi
    while IFS='|' read -r name _ _ python <&3; do
        clock "s.$name" /dev/null "$python" "$bench/peer.py" "$name" "$PEERS" --as-is
        clock "t.$name" "$name.txt" "$python" "$bench/peer.py" "$name" "$PEERS" --as-is
    done 3< installed.txt
}

# row LABEL NAME INPUT: MB/s of t.NAME, less what s.NAME took to start, and how many times that vnseg does.
row()
{
    local user wall idle=0 waits=0 bytes
    [ -r "t.$2" ] || return 0
    user=$(least "t.$2" 1) wall=$(least "t.$2" 2) bytes=$(stat -c %s "$3")
    if [ -r "s.$2" ]; then idle=$(least "s.$2" 1) waits=$(least "s.$2" 2); fi
    awk -v l="$1" -v b="$bytes" -v u="$user" -v w="$wall" -v i="$idle" -v s="$waits" -v ours="$rate" 'BEGIN {
        mine = b / 1e6 / (u - i)
        printf "| %s | %.3g | %.3g | %.3g | ", l, b / 1e6, mine, b / 1e6 / (w - s)
        printf ours / mine < 10 ? "%.2f |\n" : "%.0f |\n", ours / mine
    }'
}

# starting: milliseconds until vnseg has read an empty input, and the same of wc, in turn; the medians.
starting()
{
    local i from
    for ((i = 0; i < starts; i++)); do
        from=$EPOCHREALTIME
        "$bin/vnseg" -i lines -o lines < /dev/null > /dev/null
        echo $((${EPOCHREALTIME/./} - ${from/./})) >> starts.vnseg
        from=$EPOCHREALTIME
        wc -w < /dev/null > /dev/null
        echo $((${EPOCHREALTIME/./} - ${from/./})) >> starts.wc
    done
    awk -v us="$(middle starts.vnseg 1)" -v wc="$(middle starts.wc 1)" -v n="$starts" \
        'BEGIN { printf "%.1f ms, median of %d (`wc -w`: %.1f)", us / 1000, n, wc / 1000 }'
}

# peak INPUT COMMAND...: its megabytes at most.
peak()
{
    local input=$1
    shift
    [ -x /usr/bin/time ] || { echo "? (no /usr/bin/time)"; return; }
    /usr/bin/time -o rss.txt -f %M "$@" < "$input" > /dev/null
    awk '{ printf "%.0f", $1 / 1000 }' rss.txt
}

speed_table()
{
    local name label
    rate=$(awk -v u="$(least t.lines 1)" -v b="$(stat -c %s some.txt)" 'BEGIN { print b / 1e6 / u }')
    echo "| one core | MB read | MB/s, user | MB/s, wall | vnseg is so many times as fast |"
    echo "|---|---|---|---|---|"
    row '**vnseg -i lines -o lines**' lines some.txt
    row 'vnseg, JSONL to JSONL' jsonl some.jsonl
    row '`wc -w`' wc some.txt
    row '`uconv -x nfc`' uconv some.txt
    while IFS='|' read -r name label _ _; do row "$label" "$name" "$name.txt"; done < installed.txt
}

# gains: how many times as fast -j 2 is in each round, by the wall's clock.
gains()
{
    paste -d ' ' t.lines t.two | awk '{ print $2 / $4 }' | sort -g |
        awk '{ v[NR] = $1 }
            END { printf "%.2f, median of %d rounds (%.2f to %.2f)", v[int((NR + 1) / 2)], NR, v[1], v[NR] }'
}

own_table()
{
    echo "| vnseg | |"
    echo "|---|---|"
    echo "| \`-j 2\`, as many times as fast as \`-j 1\` (wall) | $(gains);" \
        "best against best $(over t.lines t.two 2); its user seconds are $(over t.two t.lines 1) of those of \`-j 1\` |"
    echo "| start-up, an empty input | $(starting) |"
    local file
    for file in some.txt all.txt; do
        echo "| peak memory, $((($(stat -c %s $file) + 500000) / 1000000)) MB of articles |" \
            "$(peak $file "$bin/vnseg" -i lines -o lines) MB;" \
            "\`-j 2\` $(peak $file "$bin/vnseg" -j 2 -i lines -o lines) MB |"
    done
}

installed > installed.txt
texts
for ((i = 0; i < rounds; i++)); do round; done
echo "$(awk -F': *' '/^model name/ { print $2; exit }' /proc/cpuinfo), $(nproc) cores, load average $(cut -d ' ' -f 1 /proc/loadavg)," \
    "best of $rounds rounds, $(date +%F)."
echo
speed_table
echo
own_table
