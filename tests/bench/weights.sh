#!/bin/bash
# Weights beside scikit-learn and gensim: tests/bench/weights.sh [--million] [BUILD [DATA [RUNS]]]
# A file of segmented lines, a document each, to a matrix in a file: CPU seconds, wall seconds, peak memory and what they are
# against each peer, the best of RUNS (3) interleaved runs, Python without its start; and the largest difference of a weight.
# Then records to records, as in the chain. The text is DATA/news/vietnews-40k.jsonl.gz (../shared/data), else synthetic.
# --million: records of 1,000,000 synthetic articles of 300 different terms, too; some minutes, 8 GB in TMPDIR.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
bench=$here/tests/bench
million=
[ "${1-}" != --million ] || { million=yes; shift; }
bin=$(cd "${1:-$here/build}" && pwd)
news=${2:-$here/../shared/data}/news/vietnews-40k.jsonl.gz
runs=${3:-3}
export LC_ALL=C.UTF-8
PATH=$bin:$PATH
[ -x /usr/bin/time ] || { echo "skipped: no /usr/bin/time"; exit 0; }
python=
for each in python3 /usr/bin/python3; do # the system's may stand behind another
    [ "$python" ] || ! "$each" -c 'import numpy' 2> /dev/null || python=$each
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# Words and numbers as all count them: in lower case, without punctuation and links.
if [ -r "$news" ]; then
    vnseg -j 2 -O records "$news"
    vnseg -j 2 -f -o lines "$news" | awk '{
        line = ""
        for (i = 1; i <= NF; i++)
            if ($i !~ /[@#]|:\/\/|\.[a-z]/) line = line (line == "" ? "" : " ") $i
        print line }' > words
elif [ "$python" ]; then
    echo "no $news: synthetic articles"
    "$python" "$bench/articles.py" 40000 200 150000 > records
    sed 's/.*"words":"\([^"]*\)".*/\1/' records > words
else
    echo "skipped: neither $news nor python3-numpy"
    exit 0
fi
echo "$(wc -l < words) documents, $(wc -w < words) words, $(($(wc -c < words) / 1000000)) MB"

# ours NAME COMMAND...: a line of NAME.times: CPU seconds, wall seconds, KB.
ours()
{
    local name=$1
    shift
    /usr/bin/time -o one -f '%U %S %e %M' "$@" > /dev/null
    awk '{ print $1 + $2, $3, $4 }' one >> "$name.times"
}

peers=
for peer in sklearn gensim; do
    if [ "$python" ] && "$python" "$bench/weights_peers.py" have $peer 2> /dev/null; then
        peers="$peers $peer"
    else
        echo "skipped: $peer is not installed (Debian packages python3-sklearn, python3-gensim)"
    fi
done
weigh='vntfidf -i words -s none --numbers -o npz'
for ((run = 0; run < runs; run++)); do
    for peer in $peers; do
        [ $peer = sklearn ] || [ $run = 0 ] || continue # gensim is slow
        "$python" "$bench/weights_peers.py" $peer words $peer.npz >> $peer.times
    done
    ours one $weigh -O one.npz words
    ours two $weigh -O two.npz -j 2 words
    ours chain vntfidf records
    ours chain2 vntfidf -j 2 records
done
cmp one.npz two.npz
$weigh --vocabulary one.terms words | cmp - one.npz
vntfidf -i words -s none --numbers -o npz --scheme gensim --vocabulary gensim.ours -O gensim.ours.npz words

# best NAME COLUMN: the least.
best() { sort -n -k "$2,$2" "$1.times" | head -n 1 | cut -d ' ' -f "$2"; }
row() { printf '| %s | %.2f | %.2f | %.0f |\n' "$1" "$(best "$2" 1)" "$(best "$2" 2)" "$(best "$2" 3 | awk '{ print $1 / 1024 }')"; }
printf '| words to a matrix | CPU s | wall s | MB |\n|---|---|---|---|\n'
row vntfidf one
row 'vntfidf -j 2' two
for peer in $peers; do row $peer $peer; done
for peer in $peers; do
    awk -v peer=$peer -v a="$(best $peer 1)" -v b="$(best one 1)" -v c="$(best $peer 2)" -v d="$(best two 2)" \
        -v e="$(best $peer 3)" -v f="$(best one 3)" -v g="$(best two 3)" 'BEGIN {
        printf "%s: %.1f times its CPU seconds, -j 2 %.1f times its wall seconds; memory %.2f of its, -j 2 %.2f; ", peer,
               a / b, c / d, f / e, g / e }'
    case $peer in
    sklearn) "$python" "$bench/weights_peers.py" compare one.npz sklearn.npz one.terms ;;
    gensim) "$python" "$bench/weights_peers.py" compare gensim.ours.npz gensim.npz gensim.ours ;;
    esac | sed 's/^/largest difference /'
done
printf '\n| records to records | CPU s | wall s | MB |\n|---|---|---|---|\n'
row vntfidf chain
row 'vntfidf -j 2' chain2
[ "$million" ] || exit 0
[ "$python" ] || { echo "skipped: a million articles (no python3-numpy)"; exit 0; }
"$python" "$bench/articles.py" 1000000 | /usr/bin/time -o one -f '%U %S %e %M' vntfidf -j 2 | wc -c > size
awk '{ print $1 + $2, $3, $4 }' one > million.times
row '1,000,000 articles of 300 terms' million
