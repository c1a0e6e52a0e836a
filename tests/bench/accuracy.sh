#!/bin/bash
# F1 over word spans of vnseg and of the peers that are installed, as Markdown:
# tests/bench/accuracy.sh [--quick] [BUILD [DATA]]
# Raw text in. Our gold is every fourth line of corpus/segmentation, which the model has not seen. vtb-dev, also in the
# spellings that break other segmenters, is read from DATA (../shared/data). Each figure of `vneval seg` is counted anew by
# scorer.py; this fails when they differ. PEERS: folder of the other segmenters, see peer.py; --quick leaves out the one
# that takes minutes.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
. "$here/tests/bench/beside.sh"
quick=
if [ "${1-}" = --quick ]; then
    quick=yes
    shift
fi
bin=$(cd "${1:-$here/build}" && pwd)
data=${2:-$here/../shared/data}
[ ! -d "$data" ] || data=$(cd "$data" && pwd)
[ ! -d "$PEERS" ] || PEERS=$(cd "$PEERS" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C.UTF-8

# spelling NAME: vtb-dev as this column has it, gold words in, gold words out.
spelling()
{
    case $1 in
    'vtb-dev') cat ;;
    'NFD') uconv -f utf-8 -t utf-8 -x nfd ;;
    'ALL CAPS') uconv -f utf-8 -t utf-8 -x upper ;;
    'lower case') uconv -f utf-8 -t utf-8 -x lower ;;
    'new tone place')
        sed -E 's/(^|[^q])òa\b/\1oà/g; s/óa\b/oá/g; s/ỏa\b/oả/g; s/õa\b/oã/g; s/ọa\b/oạ/g; s/òe\b/oè/g; s/óe\b/oé/g
            s/ỏe\b/oẻ/g; s/úy\b/uý/g; s/ùy\b/uỳ/g; s/ủy\b/uỷ/g; s/ũy\b/uỹ/g; s/ụy\b/uỵ/g'
        ;;
    esac
}

# The gold files, a column each: columns.txt names them, N.seg and N.raw are the Nth.
gold()
{
    local name n=0
    [ -r "$data/segmentation/vtb-dev.seg" ] || echo "skipped: vtb-dev (no $data/segmentation/vtb-dev.seg)" >&2
    command -v uconv > /dev/null ||
        echo "skipped: NFD, capitals, lower case (no uconv: Debian package icu-devtools)" >&2
    for name in 'vtb-dev' 'NFD' 'ALL CAPS' 'lower case' 'new tone place' 'our gold'; do
        if [ "$name" = 'our gold' ]; then
            awk 'NR % 4 == 0' "$here/corpus/segmentation/news.seg" > next.seg
        else
            [ -r "$data/segmentation/vtb-dev.seg" ] || continue
            sed 's/LBKT/(/g; s/RBKT/)/g' "$data/segmentation/vtb-dev.seg" |
                spelling "$name" > next.seg 2> /dev/null || continue
        fi
        n=$((n + 1))
        mv next.seg $n.seg
        "$bench/raw.sh" < $n.seg > $n.raw
        echo "$name" >> columns.txt
    done
}

# score ID LABEL COMMAND...: its words of the Nth raw file into ID.N; against gold, a line of figures.txt each: label,
# column, P, R, F1, N, ID.
score()
{
    local id=$1 label=$2 n=0 column
    shift 2
    while read -r column; do
        n=$((n + 1))
        if ! "$@" < $n.raw > $id.$n 2> log.txt; then
            tail -n 1 log.txt >&2
            echo "accuracy.sh: $label failed on $column" >&2
            exit 1
        fi
        "$bin/vneval" seg $n.seg $id.$n > vneval.txt
        if command -v python3 > /dev/null; then
            python3 "$bench/scorer.py" --check vneval.txt $n.seg $id.$n
            echo >> checked.txt
        fi
        awk -F'\t' -v l="$label" -v c="$column" -v rest="$n	$id" \
            'NR <= 3 { s = s sprintf("\t%.2f", 100 * $2) } END { print l "\t" c s "\t" rest }' vneval.txt >> figures.txt
    done < columns.txt
}

# leads: a last row of the table of F1: how far vnseg is ahead of the best of the others, and how sure that is.
leads()
{
    local n best
    printf '| ahead of the best other (95 %% interval) |'
    for ((n = 1; n <= $(wc -l < columns.txt); n++)); do
        best=$(awk -F'\t' -v n=$n '$6 == n && $7 != "vnseg" && $5 > most { most = $5; id = $7 } END { print id }' figures.txt)
        printf ' %s |' "$(python3 "$bench/scorer.py" --lead "$best.$n" $n.seg vnseg.$n)"
    done
    echo
}

# table HEADING COLUMNS: Markdown of the given columns of figures.txt, two of them parted by a slash.
table()
{
    awk -F'\t' -v heading="$1" -v first="$2" -v second="${3-}" '
        FNR == NR { column[++n] = $1; next }
        !($1 in seen) { seen[$1] = 1; label[++rows] = $1 }
        { cell[$1, $2] = $first (second ? " / " $second : "") }
        END {
            line = "| " heading " |"; rule = "|---|"
            for (i = 1; i <= n; i++) { line = line " " column[i] " |"; rule = rule "---|" }
            print line "\n" rule
            for (r = 1; r <= rows; r++) {
                line = "| " label[r] " |"
                for (i = 1; i <= n; i++) line = line " " cell[label[r], column[i]] " |"
                print line
            }
        }' columns.txt figures.txt
}

gold
installed > installed.txt
score vnseg '**vnseg**' "$bin/vnseg" -i lines -o lines
while IFS='|' read -r name label kilobytes python; do
    if [ "$quick" ] && [ "$kilobytes" -lt 100 ]; then
        echo "skipped: $label, slow" >&2
        continue
    fi
    score "$name" "$label" "$python" "$bench/peer.py" "$name" "$PEERS"
done < installed.txt
table F1 5
if command -v python3 > /dev/null && cut -f 7 figures.txt | grep -qv '^vnseg$'; then leads; fi
echo
table 'precision / recall' 3 4
echo
awk 'END { printf "Our gold: %d sentences. ", NR }' "$(awk 'END { print NR }' columns.txt).seg"
if [ -e checked.txt ]; then
    echo "Precision, recall and F1 of all $(awk 'END { print NR }' checked.txt) results, counted by two programs, agree."
else
    echo "Not counted a second time: no python3."
fi
