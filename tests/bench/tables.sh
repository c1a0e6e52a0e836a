#!/bin/bash
# Speed and memory of vndf: tests/bench/tables.sh [BUILD [DATA]]
# News of DATA (../shared/data), segmented, is counted with -g 1 and -g 3, one thread and two, in plenty of memory and in
# little, then ten tables of parts of it are merged and one is subtracted. MB/s are of the file and of user and system
# seconds, what one core needs, the best of the rounds; wall seconds beside, which other work on the machine lengthens.
# Peak memory is of the process. GNU sort over the same terms, the usual way to count what memory does not hold, is beside.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
bin=$(cd "${1:-$here/build}" && pwd)
news=${2:-$here/../shared/data}/news/vietnews-40k.jsonl.gz
rounds=3
if [ ! -r "$news" ] || [ ! -x /usr/bin/time ]; then
    echo "skipped: tables (no $news, or no /usr/bin/time)"
    exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C TMPDIR=$work
PATH=$bin:$PATH
gzip -dc "$news" | vnseg > "$work/news.jsonl"
cd "$work"

# row NAME FILES COMMAND...: the least seconds of the rounds, megabytes of FILES a second, the largest memory.
row()
{
    local name=$1 bytes i
    bytes=$(cat $2 | wc -c)
    shift 2
    : > times
    for i in $(seq $rounds); do
        /usr/bin/time -a -o times -f '%U %S %e %M' "$@" > out || exit 1
    done
    awk -v name="$name" -v bytes="$bytes" '
        { s = $1 + $2; if (NR == 1 || s < least) least = s; if (NR == 1 || $3 < wall) wall = $3; if ($4 > peak) peak = $4 }
        END { printf "| %s | %.2f | %.2f | %.0f | %.0f |\n", name, least, wall, bytes / least / 1e6, peak / 1024 }' times
}

echo "| vndf | CPU s | wall s | MB/s | peak MB |"
echo "|---|---|---|---|---|"
for n in 1 3; do
    row "-g $n" news.jsonl vndf -g $n news.jsonl
    cp out whole.$n
    row "-g $n -j 2" news.jsonl vndf -g $n -j 2 news.jsonl
    cmp out whole.$n
    row "-g $n --memory 32M" news.jsonl vndf -g $n --memory 32M news.jsonl
    cmp out whole.$n
done
row "-g 1 --alias default" news.jsonl vndf --alias default news.jsonl
split -n l/10 --additional-suffix=.part news.jsonl day.
for part in day.*.part; do
    vndf -g 3 "$part" > "${part%.part}.df"
done
row "--merge 10 tables of -g 3" "$(echo day.*.df)" vndf --merge day.*.df
cmp out whole.3
row "--merge --minus" "whole.3 day.aa.df" vndf --merge whole.3 --minus day.aa.df
vntfidf -S count -n 1000000 -s none news.jsonl | grep -o '"tfidf.*' | grep -o '"[^":]*":' > terms.txt || true
row "sort and uniq -c of the terms of -g 1" terms.txt sh -c 'sort -S 1G terms.txt | uniq -c'
